package io.throughline.delivery.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.mapping.Mappings;
import io.throughline.mapping.UblSchemas;
import io.throughline.money.Invoice;
import io.throughline.people.Canon;
import io.throughline.work.EInvoices;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.DocumentBuilder;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.WhitespaceStrippingPolicy;
import net.sf.saxon.s9api.XPathCompiler;
import net.sf.saxon.s9api.XdmDestination;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XsltExecutable;
import net.sf.saxon.s9api.XsltTransformer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an invoice on the way to the access point, held against the schema and the rules of others. */
class UblMappingTest {

    private static final String CEN = "external/schematron/openpeppol/2024.5/xslt/CEN-EN16931-UBL.xslt";
    private static final String PEPPOL = "external/schematron/openpeppol/2024.5/xslt/PEPPOL-EN16931-UBL.xslt";
    private static final Processor SAXON = new Processor(false);
    private static final UblSchemas SCHEMAS = new UblSchemas();

    private static Mappings mappings;
    private static XsltExecutable cen;
    private static XsltExecutable peppol;

    @BeforeAll
    static void compile() throws SaxonApiException {
        mappings = Mappings.ofClassPath();
        cen = schematron(CEN);
        peppol = schematron(PEPPOL);
    }

    @AfterAll
    static void close() {
        mappings.close();
    }

    private static XsltExecutable schematron(String resource) throws SaxonApiException {
        return SAXON.newXsltCompiler()
                .compile(new StreamSource(UblMappingTest.class.getClassLoader().getResourceAsStream(resource)));
    }

    private static JsonNode document(Invoice invoice) {
        ObjectNode input = Json.MAPPER.createObjectNode();
        input.set("payload", EInvoices.step(invoice).payload());
        input.putObject("references");
        input.putObject("settings");
        return new Outbound(mappings).apply("einvoice/invoice.out", input);
    }

    private static String xml(Invoice invoice) {
        return XmlTree.write(document(invoice).path("body").path("$xml"), StandardCharsets.UTF_8);
    }

    private static XdmNode parsed(String xml) throws SaxonApiException {
        return SAXON.newDocumentBuilder().build(new StreamSource(new StringReader(xml)));
    }

    /** Ids of the rules a schematron finds broken, warnings among them. */
    private static List<String> broken(XsltExecutable schematron, String xml) throws SaxonApiException {
        XsltTransformer run = schematron.load();
        run.setInitialContextNode(parsed(xml));
        XdmDestination report = new XdmDestination();
        run.setDestination(report);
        run.transform();
        XPathCompiler xpath = SAXON.newXPathCompiler();
        xpath.declareNamespace("svrl", "http://purl.oclc.org/dsdl/svrl");
        List<String> broken = new ArrayList<>();
        assertThat(xpath.evaluate("count(//svrl:fired-rule)", report.getXdmNode())
                        .toString())
                .isNotEqualTo("0");
        for (XdmItem failed : xpath.evaluate(
                "//svrl:failed-assert/concat(@id, ' ', @flag, ' ', normalize-space(svrl:text))", report.getXdmNode())) {
            broken.add(failed.getStringValue());
        }
        return broken;
    }

    private static String at(String xml, String path) throws SaxonApiException {
        XPathCompiler xpath = SAXON.newXPathCompiler();
        return xpath.evaluate("string-join(" + path.replaceAll("(^|/)([A-Z])", "$1*:$2") + ", ' ')", parsed(xml))
                .toString();
    }

    @Test
    void the_october_invoice_of_P_1004_is_the_sample() throws SaxonApiException {
        String sample = new String(EInvoices.bytes("invoice_P-1004_2026-10.xml"), StandardCharsets.UTF_8);
        XdmNode written = stripped(xml(EInvoices.invoice("P-1004")));
        assertThat(written.toString())
                .contains("55538.00")
                .isEqualTo(stripped(sample).toString());
    }

    private static XdmNode stripped(String xml) throws SaxonApiException {
        DocumentBuilder builder = SAXON.newDocumentBuilder();
        builder.setWhitespaceStrippingPolicy(WhitespaceStrippingPolicy.ALL);
        return builder.build(new StreamSource(new StringReader(xml)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-1004", "P-1004-credit", "P-1006", "P-1007", "P-1012"})
    void the_oasis_schema_accepts_it(String name) {
        assertThat(SCHEMAS.errors(xml(EInvoices.invoice(name)).getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-1004", "P-1004-credit", "P-1006", "P-1012"})
    void the_schematrons_of_en_16931_and_peppol_accept_it(String name) throws SaxonApiException {
        String xml = xml(EInvoices.invoice(name));
        assertThat(broken(cen, xml)).isEmpty();
        assertThat(broken(peppol, xml)).isEmpty();
    }

    @Test
    void the_schematrons_see_what_is_wrong() throws SaxonApiException {
        String xml = xml(EInvoices.invoice("P-1004"));
        assertThat(broken(cen, xml.replace(">55538.00<", ">55538.01<")))
                .anyMatch(rule -> rule.startsWith("BR-CO-10 fatal"));
        assertThat(broken(peppol, xml.replaceAll("<cbc:BuyerReference>.*</cbc:BuyerReference>", "")))
                .anyMatch(rule -> rule.startsWith("PEPPOL-EN16931-R003"));
    }

    @Test
    void yen_have_no_decimals() throws SaxonApiException {
        String xml = xml(EInvoices.invoice("P-1007"));
        assertThat(at(xml, "Invoice/LegalMonetaryTotal/*")).isEqualTo("8958600 8958600 9854460 9854460");
        assertThat(at(xml, "Invoice/TaxTotal/TaxAmount")).isEqualTo("895860");
        assertThat(at(xml, "Invoice/InvoiceLine/LineExtensionAmount")).isEqualTo("3792000 2923000 2243600");
        assertThat(at(xml, "Invoice/InvoiceLine/Price/PriceAmount")).isEqualTo("24000 18500 14200");
        assertThat(at(xml, "Invoice/CustomizationID")).isEqualTo("urn:peppol:pint:billing-1@jp-1");
    }

    @Test
    void a_credit_note_has_positive_amounts_and_names_its_invoice() throws SaxonApiException {
        String xml = xml(EInvoices.invoice("P-1004-credit"));
        assertThat(at(xml, "CreditNote/CreditNoteTypeCode")).isEqualTo("381");
        assertThat(at(xml, "CreditNote/LegalMonetaryTotal/PayableAmount")).isEqualTo("609.28");
        assertThat(at(xml, "CreditNote/CreditNoteLine/CreditedQuantity")).isEqualTo("4.00");
        assertThat(at(xml, "CreditNote/BillingReference/InvoiceDocumentReference/*"))
                .isEqualTo("INV-DE-2026-1004-10 2026-10-31");
        assertThat(at(xml, "CreditNote/PaymentMeans/PaymentDueDate")).isEqualTo("2026-12-05");
    }

    @Test
    void the_american_entity_bills_a_german_client_without_vat_and_vat_ids() throws SaxonApiException {
        String xml = xml(EInvoices.invoice("P-1006"));
        assertThat(at(xml, "Invoice/TaxTotal/TaxSubtotal/TaxCategory/TaxExemptionReasonCode"))
                .isEqualTo("VATEX-EU-O");
        assertThat(at(xml, "Invoice/TaxTotal/TaxSubtotal/TaxCategory/Percent")).isEmpty();
        assertThat(at(xml, "Invoice/LegalMonetaryTotal/PayableAmount")).isEqualTo("49076.00");
        assertThat(at(xml, "Invoice/PaymentMeans/PaymentMeansCode")).isEqualTo("30");
        assertThat(xml).doesNotContain("<cbc:CompanyID>DE129273398");
    }

    @ParameterizedTest
    @CsvSource({
        "INV-DE-2026-1004-10, INV-DE-2026-1004-10.xml",
        "2026/0815, 2026_0815-INV-DE-2026-1004-10.xml",
    })
    void its_file_is_named_by_entity_and_number(String number, String name) {
        JsonNode document = document(Canon.with(EInvoices.invoice("P-1004"), "number", number));
        assertThat(document.path("file").path(0).asText()).isEqualTo("LE-DE");
        assertThat(document.path("file").path(1).asText()).isEqualTo(name);
        assertThat(document.path("reference").asText()).isEqualTo(number);
    }
}
