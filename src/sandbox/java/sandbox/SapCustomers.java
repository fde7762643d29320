package sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;

/**
 * Customers by {@code DEBMAS06} and {@code DEBMAS07} IDocs: general data {@code E1KNA1M}, below it one {@code E1KNB1M} per
 * company code and one {@code E1KNVVM} per sales area. The number is the sender's; sent again, it changes the customer.
 */
final class SapCustomers {

    /** Record type. */
    static final String CUSTOMER = "customer";

    private static final Map<String, Integer> LENGTHS = Map.of(
            "NAME1", 35, "NAME2", 35, "STRAS", 35, "ORT01", 35, "PSTLZ", 10, "SORTL", 10, "STCEG", 20, "LAND1", 3);

    private final Records records;

    SapCustomers(Records records) {
        this.records = records;
    }

    /**
     * Creates or changes the customer and answers its number.
     *
     * @throws SapError when the application refuses it
     */
    String keep(SapIdoc idoc) {
        List<Element> found = idoc.segments("E1KNA1M");
        if (found.size() != 1) {
            throw SapError.idoc("60", "E0 072 Segment E1KNA1M is mandatory and there once");
        }
        Element general = found.get(0);
        LENGTHS.forEach((name, length) -> {
            if (SapIdoc.field(general, name).length() > length) {
                throw SapError.idoc("60", "E0 079 " + name + " is longer than " + length + " characters");
            }
        });
        String number = SapIdoc.field(general, "KUNNR");
        if (!number.matches("0000[1-9]\\d{5}")) {
            throw SapError.application(
                    "F2 087 Number " + number + " is not in the external number range 100000 to 999999");
        }
        if (SapIdoc.field(general, "NAME1").isEmpty()
                || !SapIdoc.field(general, "LAND1").matches("[A-Z]{2}")) {
            throw SapError.application("F2 055 Fill in all required entry fields: NAME1, LAND1");
        }
        ObjectNode customer = Json.object().put("Customer", number);
        customer.put("CustomerName", SapIdoc.field(general, "NAME1") + SapIdoc.field(general, "NAME2"));
        customer.put("Country", SapIdoc.field(general, "LAND1"))
                .put("VATRegistration", SapIdoc.field(general, "STCEG"));
        customer.put("SearchTerm", SapIdoc.field(general, "SORTL")).put("CityName", SapIdoc.field(general, "ORT01"));
        customer.put("PostalCode", SapIdoc.field(general, "PSTLZ")).put("StreetName", SapIdoc.field(general, "STRAS"));
        companies(general, customer.putArray("CompanyCodes"), customer);
        records.put(CUSTOMER, number, number, customer);
        return number;
    }

    private void companies(Element general, ArrayNode codes, ObjectNode customer) {
        ObjectNode old = records.get(CUSTOMER, customer.path("Customer").asText());
        if (old != null) {
            old.path("CompanyCodes").forEach(codes::add);
        }
        List<Element> companies = SapIdoc.below(general, "E1KNB1M");
        if (companies.isEmpty() && codes.isEmpty()) {
            throw SapError.application("F2 166 No company code data for the customer");
        }
        for (Element company : companies) {
            String code = SapIdoc.field(company, "BUKRS");
            if (!records.has("companyCode", code)) {
                throw SapError.application("F5 165 Company code " + code + " is not defined");
            }
            if (!records.has("glAccount", SapIdoc.field(company, "AKONT"))) {
                throw SapError.application(
                        "F2 064 Reconciliation account " + SapIdoc.field(company, "AKONT") + " is not defined");
            }
            String terms = SapIdoc.field(company, "ZTERM");
            if (!terms.isEmpty() && !records.has("paymentTerms", terms)) {
                throw SapError.application("F5 217 Terms of payment " + terms + " are not defined");
            }
            customer.put("PaymentTerms", terms);
            if (!codes.toString().contains("\"" + code + "\"")) {
                codes.add(code);
            }
        }
        for (Element area : SapIdoc.below(general, "E1KNVVM")) {
            if (!SapIdoc.field(area, "WAERS").matches("EUR|USD|JPY")) {
                throw SapError.application("SG 105 Currency " + SapIdoc.field(area, "WAERS") + " is not defined");
            }
        }
    }
}
