package io.throughline.work;

import io.throughline.contract.Violation;
import io.throughline.money.Address;
import io.throughline.money.EuropeanUnion;
import io.throughline.money.Iban;
import io.throughline.money.Invoice;
import io.throughline.money.TaxCategory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What an electronic invoice must say: EN 16931 (BR-*), Peppol BIS Billing 3 (PEPPOL-EN16931-*) and, to German
 * customers, the national rules (BR-DE-*).
 */
final class EInvoiceContents {

    /** Greece and Northern Ireland. */
    private static final Set<String> MORE_PREFIXES = Set.of("EL", "XI");

    private final ElectronicInvoice invoice;
    private final ElectronicInvoice.Document document;
    private final List<Violation> found = new ArrayList<>();

    private EInvoiceContents(ElectronicInvoice invoice) {
        this.invoice = invoice;
        this.document = invoice.invoice();
    }

    /** All broken rules, each of which keeps the document for a person. */
    static List<Violation> check(ElectronicInvoice invoice) {
        EInvoiceContents check = new EInvoiceContents(invoice);
        check.document();
        check.parties();
        check.taxIds();
        if ("DE".equals(country(invoice.buyer().address()))) {
            check.german();
        }
        return check.found;
    }

    private void document() {
        need(document.number(), "BR-02", "/invoice/number", "it has no number yet");
        need(
                EInvoiceProfile.of(document.profile()).isPresent(),
                "V-INV-05",
                "/buyer/eInvoice/profile",
                "profile " + document.profile() + " cannot be written; known are " + List.of(EInvoiceProfile.values()));
        need(
                document.buyerReference() != null || document.poNumber() != null,
                "PEPPOL-EN16931-R003",
                "/invoice/buyerReference",
                "it names neither a reference of the buyer nor a purchase order");
        for (ElectronicInvoice.Line line : document.lines()) {
            need(line.name(), "BR-25", "/invoice/lines", "line " + line.lineNo() + " does not say what was done");
        }
        need(document.payment().account(), "BR-61", "/seller/account", "there is no account to pay into");
        boolean credit = document.type() == Invoice.Type.CREDIT_NOTE;
        need(
                !credit || document.correctedNumber() != null,
                "BR-55",
                "/invoice/correctedNumber",
                "the credit note does not name the number of the invoice it corrects");
    }

    private void parties() {
        need(invoice.buyer().address() != null, "BR-10", "/buyer/address", "the buyer has no postal address");
        need(invoice.seller().endpointId(), "PEPPOL-EN16931-R020", "/seller/endpointId", "the seller has no endpoint");
        need(invoice.buyer().endpointId(), "PEPPOL-EN16931-R010", "/buyer/endpointId", "the buyer has no endpoint");
        need(
                invoice.seller().endpointId() == null || invoice.seller().endpointScheme() != null,
                "BR-62",
                "/seller/endpointScheme",
                "the endpoint of the seller has no scheme");
        need(
                invoice.buyer().endpointId() == null || invoice.buyer().endpointScheme() != null,
                "BR-63",
                "/buyer/endpointScheme",
                "the endpoint of the buyer has no scheme");
        need(
                invoice.seller().vatId() != null || invoice.seller().registrationId() != null,
                "BR-CO-26",
                "/seller",
                "the seller is identified neither by a VAT id nor by a registration number");
    }

    private void taxIds() {
        for (ElectronicInvoice.Tax tax : document.taxes()) {
            TaxCategory category = TaxCategory.valueOf(tax.category());
            String prefix = "BR-" + (category == TaxCategory.K ? "IC" : category.name());
            if (category != TaxCategory.O) {
                need(
                        invoice.seller().vatId(),
                        prefix + "-02",
                        "/seller/vatId",
                        "category " + category + " needs the VAT id of the seller");
            }
            if (category == TaxCategory.AE || category == TaxCategory.K) {
                need(
                        invoice.buyer().vatId(),
                        prefix + "-02",
                        "/buyer/vatId",
                        "category " + category + " needs the VAT id of the buyer");
            }
            boolean named = invoice.seller().vatId() != null || invoice.buyer().vatId() != null;
            need(
                    category != TaxCategory.O || !named,
                    "BR-O-02",
                    "/seller/vatId",
                    "what is not subject to VAT is billed without VAT ids");
        }
        if (EInvoiceProfile.of(document.profile())
                .map(EInvoiceProfile::european)
                .orElse(false)) {
            prefixed("/seller/vatId", invoice.seller());
            prefixed("/buyer/vatId", invoice.buyer());
        }
    }

    /** A VAT id may be of another country than the address, but begins with one. */
    private void prefixed(String pointer, ElectronicInvoice.Party party) {
        String id = party.vatId();
        need(
                id == null || id.length() > 2 && country(id.substring(0, 2)),
                "BR-CO-09",
                pointer,
                "VAT id " + id + " of " + party.name() + " does not begin with a country, such as "
                        + EuropeanUnion.vatPrefix(country(party.address())));
    }

    private void german() {
        ElectronicInvoice.Party seller = invoice.seller();
        ElectronicInvoice.Party buyer = invoice.buyer();
        need(seller.address().city(), "BR-DE-3", "/seller/address/city", "the seller's city is missing");
        need(
                seller.address().postalCode(),
                "BR-DE-4",
                "/seller/address/postalCode",
                "the seller's post code is missing");
        need(seller.contactName(), "BR-DE-5", "/seller/contactName", "the seller names no contact");
        need(seller.contactPhone(), "BR-DE-6", "/seller/contactPhone", "the seller's contact has no telephone");
        need(seller.contactEmail(), "BR-DE-7", "/seller/contactEmail", "the seller's contact has no mail address");
        need(buyer.address().city(), "BR-DE-8", "/buyer/address/city", "the buyer's city is missing");
        need(buyer.address().postalCode(), "BR-DE-9", "/buyer/address/postalCode", "the buyer's post code is missing");
        need(
                document.buyerReference(),
                "BR-DE-15",
                "/invoice/buyerReference",
                "a German buyer needs its reference (Leitweg-ID or the like)");
        need(
                !document.payment().sepa() || Iban.valid(document.payment().account()),
                "BR-DE-19",
                "/seller/account",
                "the check digits of the IBAN are wrong");
    }

    private static String country(Address address) {
        return address == null ? null : address.country();
    }

    private static boolean country(String letters) {
        return MORE_PREFIXES.contains(letters)
                || Arrays.asList(Locale.getISOCountries()).contains(letters);
    }

    private void need(String said, String rule, String pointer, String sentence) {
        need(said != null, rule, pointer, sentence);
    }

    private void need(boolean kept, String rule, String pointer, String sentence) {
        if (!kept) {
            found.add(Violation.hold(rule, pointer, sentence));
        }
    }
}
