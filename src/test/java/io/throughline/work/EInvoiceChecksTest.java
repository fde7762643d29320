package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.contract.Violation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule is broken by one change to a document that is right. */
class EInvoiceChecksTest {

    private static ObjectNode command(String name) {
        return EInvoices.step(EInvoices.invoice(name)).payload().deepCopy();
    }

    private static List<Violation> findings(JsonNode command) {
        ElectronicInvoice invoice = Json.read(command, ElectronicInvoice.class);
        List<Violation> found = new ArrayList<>(EInvoiceContents.check(invoice));
        found.addAll(EInvoiceArithmetic.check(invoice));
        return found;
    }

    /** Sets a value, or removes it when there is none to set. */
    private static void change(ObjectNode command, String pointer, String value) {
        JsonPointer at = JsonPointer.compile(pointer);
        JsonNode parent = command.at(at.head());
        JsonNode changed = value == null
                ? null
                : value.startsWith("[") ? Json.tree(value) : Json.mapper().valueToTree(value);
        if (parent instanceof ArrayNode list) {
            list.set(at.last().getMatchingIndex(), changed);
        } else if (changed == null) {
            ((ObjectNode) parent).remove(at.last().getMatchingProperty());
        } else {
            ((ObjectNode) parent).set(at.last().getMatchingProperty(), changed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-1004", "P-1004-credit", "P-1006", "P-1007", "P-1012"})
    void a_document_that_is_right_breaks_nothing(String name) {
        assertThat(findings(command(name))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // totals
        "P-1004, /invoice/totals/lines, 55538.01, BR-CO-10",
        "P-1004, /invoice/lines/0/amount, 30710.01, BR-CO-10",
        "P-1004, /invoice/totals/taxExclusive, 55537.00, BR-CO-13",
        "P-1004, /invoice/totals/tax, 10552.21, BR-CO-14",
        "P-1004, /invoice/totals/taxInclusive, 66090.23, BR-CO-15",
        "P-1004, /invoice/totals/payable, 66090.00, BR-CO-16",
        "P-1004, /invoice/taxes/0/amount, 10552.23, BR-CO-17",
        "P-1004, /invoice/taxes, [], BR-CO-18",
        "P-1004, /invoice/totals/taxExclusive, 0.00, V-INV-04",
        "P-1004-credit, /invoice/totals/taxExclusive, -512.00, V-INV-04",
        "P-1004, /invoice/totals/payable, 66090.220, BR-DEC-18",
        // categories
        "P-1004, /invoice/taxes/0/base, 55538.01, BR-S-08",
        "P-1012, /invoice/taxes/0/base, 1100.01, BR-AE-08",
        "P-1006, /invoice/taxes/0/base, 49075.00, BR-O-08",
        "P-1004, /invoice/taxes/0/percent, 0, BR-S-05",
        "P-1012, /invoice/taxes/0/percent, 19, BR-AE-05",
        "P-1004, /invoice/taxes/0/reason, none, BR-S-10",
        "P-1006, /invoice/taxes/0/reasonCode, none, ",
        "P-1004, /invoice/lines/2/percent, 7, BR-S-01",
        "P-1004, /invoice/lines/2/category, E, BR-E-01",
        // lines
        "P-1004, /invoice/lines/0/quantity, 165.00, PEPPOL-EN16931-R120",
        "P-1004, /invoice/lines/0/unitPrice, -185.00, BR-27",
        "P-1004, /invoice/lines/0/name, , BR-25",
        // contents
        "P-1004, /invoice/number, , BR-02",
        "P-1004, /invoice/profile, FACTUR-X, V-INV-05",
        "P-1006, /invoice/payment/account, , BR-61",
        "P-1004-credit, /invoice/correctedNumber, , BR-55",
        "P-1007, /invoice/poNumber, , PEPPOL-EN16931-R003",
        "P-1004, /buyer/address, , BR-10",
        "P-1004, /seller/endpointId, , PEPPOL-EN16931-R020",
        "P-1004, /buyer/endpointId, , PEPPOL-EN16931-R010",
        "P-1004, /seller/endpointScheme, , BR-62",
        "P-1004, /buyer/endpointScheme, , BR-63",
        "P-1006, /seller/registrationId, , BR-CO-26",
        "P-1004, /seller/vatId, , BR-S-02",
        "P-1012, /seller/vatId, , BR-AE-02",
        "P-1012, /buyer/vatId, , BR-AE-02",
        "P-1006, /seller/vatId, DE299999994, BR-O-02",
        "P-1006, /buyer/vatId, DE129273398, BR-O-02",
        "P-1004, /seller/vatId, 299999994, BR-CO-09",
        "P-1012, /buyer/vatId, QQ12345674, BR-CO-09",
        // German customers
        "P-1004, /seller/address/city, , BR-DE-3",
        "P-1004, /seller/address/postalCode, , BR-DE-4",
        "P-1004, /seller/contactName, , BR-DE-5",
        "P-1004, /seller/contactPhone, , BR-DE-6",
        "P-1004, /seller/contactEmail, , BR-DE-7",
        "P-1004, /buyer/address/city, , BR-DE-8",
        "P-1004, /buyer/address/postalCode, , BR-DE-9",
        "P-1004, /invoice/buyerReference, , BR-DE-15",
        "P-1004, /invoice/payment/account, DE88370400440532013000, BR-DE-19",
    })
    void each_rule_is_broken_by_one_change(String name, String pointer, String value, String rule) {
        ObjectNode command = command(name);
        change(command, pointer, value);
        List<Violation> found = findings(command);
        assertThat(found).allSatisfy(finding -> assertThat(finding.message()).isNotBlank());
        if (rule == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).extracting(Violation::rule).contains(rule);
        }
    }

    @ParameterizedTest
    @CsvSource({"AE, BR-AE-10", "O, BR-O-10", "E, BR-E-10", "G, BR-G-10", "K, BR-IC-10"})
    void a_category_that_charges_nothing_needs_a_reason(String category, String rule) {
        ObjectNode command = command("P-1012");
        change(command, "/invoice/taxes/0/category", category);
        change(command, "/invoice/taxes/0/reasonCode", null);
        change(command, "/invoice/taxes/0/reason", null);
        assertThat(findings(command))
                .filteredOn(finding -> finding.rule().equals(rule))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .isEqualTo("category " + category + " needs a reason why no tax is charged"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BR-O-11"})
    void what_is_not_subject_to_vat_stands_alone(String rule) {
        ObjectNode command = command("P-1006");
        ArrayNode taxes = (ArrayNode) command.at("/invoice/taxes");
        taxes.add(taxes.get(0).deepCopy());
        assertThat(findings(command)).extracting(Violation::rule).contains(rule);
    }
}
