package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.w3c.dom.Element;

/**
 * Posts {@code ACC_DOCUMENT03} to {@code 05} IDocs: header {@code E1BPACHE09}, items by {@code ITEMNO_ACC}, amounts in
 * {@code E1BPACCR09}; customers in {@code E1BPACAR09}, vendors in {@code E1BPACAP09}. Nothing here asks whether the reference is known: the same document sent twice is posted twice.
 */
final class SapDocuments {

    private static final Map<String, Integer> LENGTHS =
            Map.of("HEADER_TXT", 25, "REF_DOC_NO", 16, "COMP_CODE", 4, "DOC_TYPE", 2, "USERNAME", 12);
    private static final Map<String, Long> RANGES = Map.of(
            "DR", 1_800_000_000L, "DG", 1_600_000_000L, "SA", 100_000_000L, "KR", 1_900_000_000L, "KG", 1_700_000_000L);
    private static final Map<String, String> ACCOUNT_TYPES =
            Map.of("DR", "DS", "DG", "DS", "SA", "DKS", "KR", "KS", "KG", "KS");

    private final Records records;
    private final SapLedger ledger;

    SapDocuments(Records records) {
        this.records = records;
        this.ledger = new SapLedger(records);
    }

    /**
     * Checks and posts.
     *
     * @throws SapError when the application refuses it
     */
    SapLedger.Posted post(SapIdoc idoc) {
        Element header = only(idoc, "E1BPACHE09");
        LENGTHS.forEach((name, length) -> {
            if (SapIdoc.field(header, name).length() > length) {
                throw SapError.idoc("60", "E0 079 " + name + " is longer than " + length + " characters");
            }
        });
        String company = known(header, "COMP_CODE", "companyCode", "F5 165 Company code %s is not defined");
        day(header, "DOC_DATE");
        String posting = day(header, "PSTNG_DATE");
        checkPeriod(header, company, posting);
        String docType = SapIdoc.field(header, "DOC_TYPE");
        if (!RANGES.containsKey(docType)) {
            throw SapError.application("F5 150 Document type " + docType + " is not defined");
        }
        Map<String, ObjectNode> items = items(idoc, company, posting);
        items.values()
                .forEach(item ->
                        allowed(docType, item.path("FinancialAccountType").asText()));
        amounts(idoc, items);
        return keep(header, company, posting, docType, items);
    }

    private void checkPeriod(Element header, String company, String posting) {
        String month = posting.substring(4, 6);
        String period = SapIdoc.field(header, "FIS_PERIOD");
        if (!period.isEmpty() && !period.equals(month)) {
            throw SapError.application("F5 286 Posting date " + posting + " is not in period " + period);
        }
        ledger.checkPeriod(company, dayOf(posting));
    }

    private Map<String, ObjectNode> items(SapIdoc idoc, String company, String posting) {
        Map<String, ObjectNode> items = new LinkedHashMap<>();
        for (Element line : idoc.segments("E1BPACGL09")) {
            ObjectNode item = item(items, line, "S");
            item.put("GLAccount", known(line, "GL_ACCOUNT", "glAccount", "F5 506 G/L account %s is not defined"));
            optional(line, item, "COSTCENTER", "CostCenter", "costCenter", "KI 265 Cost center A000/%s does not exist");
            optional(
                    line,
                    item,
                    "PROFIT_CTR",
                    "ProfitCenter",
                    "profitCenter",
                    "KM 026 Profit center A000/%s is not there");
            optional(line, item, "WBS_ELEMENT", "WBSElement", "wbsElement", "CJ 021 WBS element %s does not exist");
        }
        for (Element line : idoc.segments("E1BPACAR09")) {
            ObjectNode item = item(items, line, "D");
            String customer = SapIdoc.field(line, "CUSTOMER");
            ObjectNode known = records.get("customer", customer);
            if (known == null || !known.path("CompanyCodes").toString().contains("\"" + company + "\"")) {
                throw SapError.application(
                        "F5 102 Customer " + customer + " is not defined in company code " + company);
            }
            item.put("Customer", customer).put("AssignmentReference", SapIdoc.field(line, "ALLOC_NMBR"));
            String terms = known(line, "PMNTTRMS", "paymentTerms", "F5 217 Terms of payment %s are not defined");
            String base = SapIdoc.field(line, "BLINE_DATE").isEmpty() ? posting : day(line, "BLINE_DATE");
            item.put("NetDueDate", SapOData.date(dayOf(base).plusDays(Long.parseLong(terms.substring(2)))));
        }
        for (Element line : idoc.segments("E1BPACAP09")) {
            String vendor = SapIdoc.field(line, "VENDOR_NO");
            if (!isVendor(vendor, company)) {
                throw SapError.application("F5 104 Vendor " + vendor + " is not defined in company code " + company);
            }
            item(items, line, "K").put("Supplier", vendor);
        }
        for (Element line : idoc.segments("E1BPACTX09")) {
            ObjectNode item = item(items, line, "S");
            item.put("GLAccount", known(line, "GL_ACCOUNT", "glAccount", "F5 506 G/L account %s is not defined"));
            item.put("TaxCode", SapIdoc.field(line, "TAX_CODE"));
        }
        return items;
    }

    private static void allowed(String docType, String accountType) {
        if (!ACCOUNT_TYPES.get(docType).contains(accountType)) {
            throw SapError.application(
                    "F5 152 Account type " + accountType + " is not allowed for document type " + docType);
        }
    }

    /** Employees are vendors of the company that their work agreement is with. */
    private boolean isVendor(String number, String company) {
        return records.all(SapMasterData.AGREEMENT).stream()
                .anyMatch(agreement -> agreement.path("Supplier").asText().equals(number)
                        && agreement.path("CompanyCode").asText().equals(company));
    }

    private ObjectNode item(Map<String, ObjectNode> items, Element line, String kind) {
        String number = SapIdoc.field(line, "ITEMNO_ACC");
        if (!number.matches("\\d{10}")) {
            throw SapError.idoc("60", "E0 078 ITEMNO_ACC '" + number + "' is no number of 10 digits");
        }
        if (SapIdoc.field(line, "ITEM_TEXT").length() > 50) {
            throw SapError.idoc("60", "E0 079 ITEM_TEXT is longer than 50 characters");
        }
        String taxCode = SapIdoc.field(line, "TAX_CODE");
        if (!taxCode.isEmpty() && !records.has("taxCode", taxCode)) {
            throw SapError.application("FF 713 Tax code " + taxCode + " is not defined");
        }
        ObjectNode item = Json.object().put("AccountingDocumentItem", number.substring(7));
        item.put("FinancialAccountType", kind).put("Customer", "").put("GLAccount", "");
        item.put("DocumentItemText", SapIdoc.field(line, "ITEM_TEXT"));
        if (items.put(number, item) != null) {
            throw SapError.application("RW 011 Item " + number + " is there twice");
        }
        return item;
    }

    private void amounts(SapIdoc idoc, Map<String, ObjectNode> items) {
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        Set<String> left = new java.util.TreeSet<>(items.keySet());
        for (Element line : idoc.segments("E1BPACCR09")) {
            String number = SapIdoc.field(line, "ITEMNO_ACC");
            String currency = SapIdoc.field(line, "CURRENCY");
            if (!left.remove(number)) {
                throw SapError.application("RW 014 Currency line " + number + " belongs to no item");
            }
            BigDecimal amount = SapAmount.read(SapIdoc.field(line, "AMT_DOCCUR"), currency);
            sums.merge(currency, amount, BigDecimal::add);
            items.get(number)
                    .put("TransactionCurrency", currency)
                    .put("AmountInTransactionCurrency", amount.toPlainString());
        }
        if (!left.isEmpty()) {
            throw SapError.application("RW 013 Item " + left.iterator().next() + " has no amount");
        }
        sums.forEach((currency, sum) -> {
            if (sum.signum() != 0) {
                throw SapError.application(
                        "RW 022 Balance in transaction currency: " + sum.toPlainString() + " " + currency);
            }
        });
        if (items.size() < 2) {
            throw SapError.application("RW 016 A document has at least two items");
        }
    }

    private SapLedger.Posted keep(
            Element header, String company, String posting, String docType, Map<String, ObjectNode> items) {
        String reference = SapIdoc.field(header, "REF_DOC_NO");
        ObjectNode head = Json.object().put("AccountingDocumentType", docType).put("DocumentReferenceID", reference);
        head.put("AccountingDocumentHeaderText", SapIdoc.field(header, "HEADER_TXT"));
        return ledger.post(company, dayOf(posting), RANGES.get(docType), head, List.copyOf(items.values()));
    }

    private static LocalDate dayOf(String text) {
        return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static Element only(SapIdoc idoc, String segment) {
        List<Element> found = idoc.segments(segment);
        if (found.size() != 1) {
            throw SapError.idoc("60", "E0 072 Segment " + segment + " is mandatory and there once");
        }
        return found.get(0);
    }

    private static String day(Element header, String field) {
        String text = SapIdoc.field(header, field);
        if (!text.matches("\\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])")) {
            throw SapError.idoc("60", "E0 078 " + field + " '" + text + "' is no date");
        }
        return text;
    }

    private String known(Element line, String field, String type, String words) {
        String value = SapIdoc.field(line, field);
        if (!records.has(type, value)) {
            throw SapError.application(words.formatted(value));
        }
        return value;
    }

    private void optional(Element line, ObjectNode item, String field, String name, String type, String words) {
        if (!SapIdoc.field(line, field).isEmpty()) {
            item.put(name, known(line, field, type, words));
        }
    }
}
