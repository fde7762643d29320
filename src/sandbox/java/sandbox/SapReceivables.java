package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;

/**
 * What people of accounts receivable do with the items of customers: enter a payment (F-28), clear items against each other
 * (F-32), reset a clearing (FBRA), reverse a document whose items are open (FB08). Every order names {@code company}, and the
 * day of posting as {@code date}.
 */
final class SapReceivables {

    private static final String CLEARING = "ClearingAccountingDocument";
    private static final String AMOUNT = "AmountInTransactionCurrency";
    private static final String CURRENCY = "TransactionCurrency";
    private static final String DOCUMENT = "AccountingDocument";
    private static final String REFERENCE = "InvoiceReference";
    private static final String BANK = "0000113100";
    private static final long PAYMENTS = 1_400_000_000L;
    private static final long CLEARINGS = 100_000_000L;

    private final Records records;
    private final SapLedger ledger;
    private final Clock clock;

    SapReceivables(Records records, Clock clock) {
        this.records = records;
        this.ledger = new SapLedger(records);
        this.clock = clock;
    }

    /** The answer to an order: {@code {"document"}} with the number posted, or 400 with SAP's words; null for no order of these. */
    Reply answer(Call call) throws IOException {
        if (!call.is("POST") || !call.path().matches("/(payments|clearings|resets|reversals)")) {
            return null;
        }
        JsonNode order = call.json();
        try {
            String document =
                    switch (call.path()) {
                        case "/payments" -> pay(order);
                        case "/clearings" -> clear(order);
                        case "/resets" -> reset(order);
                        default -> reverse(order);
                    };
            return Reply.json(200, Json.object().put("document", document));
        } catch (SapError error) {
            return Reply.json(400, Json.object().put("error", error.getMessage()));
        }
    }

    /** {@code {"invoice", "amount", "currency"}}: all that is open clears the invoice, less is a payment in part. */
    private String pay(JsonNode order) {
        String company = company(order);
        LocalDate day = day(order, company);
        ObjectNode invoice = invoice(company, order.path("invoice").asText());
        String currency = order.path("currency").asText();
        if (!invoice.path(CURRENCY).asText().equals(currency)) {
            throw SapError.application(
                    "F5 073 Item is in currency " + invoice.path(CURRENCY).asText());
        }
        BigDecimal amount = SapAmount.read(order.path("amount").asText(), currency);
        List<ObjectNode> parts = open(company, item -> isPart(item, invoice));
        BigDecimal left = sum(parts).add(amount(invoice));
        if (amount.signum() <= 0 || amount.compareTo(left) > 0) {
            throw SapError.application("F5 263 The difference is too large for clearing: " + left.toPlainString() + " "
                    + currency + " is open");
        }
        boolean whole = amount.compareTo(left) == 0;
        ObjectNode customer = item("002", "D", amount.negate(), currency)
                .put("Customer", invoice.path("Customer").asText());
        customer.put("NetDueDate", SapOData.date(day));
        if (!whole) {
            customer.put(REFERENCE, invoice.path(DOCUMENT).asText())
                    .put(
                            "InvoiceReferenceFiscalYear",
                            invoice.path("FiscalYear").asText());
        }
        ObjectNode bank = item("001", "S", amount, currency).put("GLAccount", BANK);
        SapLedger.Posted posted = ledger.post(company, day, PAYMENTS, head("DZ"), List.of(bank, customer));
        if (whole) {
            cleared(parts, posted, day);
            cleared(List.of(invoice), posted, day);
            cleared(of(company, posted.document()), posted, day);
        }
        return posted.document();
    }

    /** {@code {"documents"}}: their open items, which must add up to nothing. */
    private String clear(JsonNode order) {
        String company = company(order);
        LocalDate day = day(order, company);
        List<ObjectNode> items = open(company, item -> order.path("documents")
                .toString()
                .contains(item.path(DOCUMENT).asText()));
        if (items.size() < 2 || sum(items).signum() != 0) {
            throw SapError.application("F5 263 The difference is too large for clearing: "
                    + sum(items).toPlainString());
        }
        SapLedger.Posted posted = ledger.post(company, day, CLEARINGS, head("AB"), List.of());
        cleared(items, posted, day);
        return posted.document();
    }

    /** {@code {"document"}}: what it cleared is open again. */
    private String reset(JsonNode order) {
        String company = company(order);
        String document = order.path("document").asText();
        List<ObjectNode> items =
                items(company, item -> item.path(CLEARING).asText().equals(document));
        if (items.isEmpty()) {
            throw SapError.application("F5 538 Document " + document + " " + company + " is no clearing document");
        }
        items.forEach(SapLedger::open);
        return document;
    }

    /** {@code {"document"}}: a document with the signs the other way round, each customer item cleared with its own. */
    private String reverse(JsonNode order) {
        String company = company(order);
        LocalDate day = day(order, company);
        String document = order.path("document").asText();
        List<ObjectNode> items = of(company, document);
        if (items.isEmpty() || items.size() != open(company, items::contains).size()) {
            throw SapError.application(
                    "F5 308 Document " + document + " has no customer items or cleared ones; reset the clearing first");
        }
        List<ObjectNode> opposite = items.stream()
                .map(item -> item(
                                item.path("AccountingDocumentItem").asText(),
                                "D",
                                amount(item).negate(),
                                item.path(CURRENCY).asText())
                        .put("Customer", item.path("Customer").asText()))
                .toList();
        SapLedger.Posted posted = ledger.post(company, day, CLEARINGS, head("AB"), opposite);
        cleared(items, posted, day);
        cleared(of(company, posted.document()), posted, day);
        return posted.document();
    }

    private String company(JsonNode order) {
        String company = order.path("company").asText();
        if (!records.has("companyCode", company)) {
            throw SapError.application("F5 165 Company code " + company + " is not defined");
        }
        return company;
    }

    private LocalDate day(JsonNode order, String company) {
        LocalDate day = LocalDate.parse(order.path("date").asText());
        ledger.checkPeriod(company, day);
        return day;
    }

    private ObjectNode invoice(String company, String document) {
        return open(company, item -> item.path(DOCUMENT).asText().equals(document)).stream()
                .filter(item -> amount(item).signum() > 0)
                .findFirst()
                .orElseThrow(() -> SapError.application(
                        "F5 104 No open items of document " + document + " in company " + company));
    }

    private static boolean isPart(ObjectNode item, ObjectNode invoice) {
        return item.path(REFERENCE).equals(invoice.path(DOCUMENT))
                && item.path("InvoiceReferenceFiscalYear").equals(invoice.path("FiscalYear"));
    }

    private List<ObjectNode> of(String company, String document) {
        return items(company, item -> item.path(DOCUMENT).asText().equals(document));
    }

    private List<ObjectNode> open(String company, Predicate<ObjectNode> wanted) {
        return items(company, wanted.and(item -> item.path(CLEARING).asText().isEmpty()));
    }

    private List<ObjectNode> items(String company, Predicate<ObjectNode> wanted) {
        return records.all(SapLedger.ITEM).stream()
                .filter(item -> item.path("CompanyCode").asText().equals(company)
                        && item.path("FinancialAccountType").asText().equals("D"))
                .filter(wanted)
                .toList();
    }

    private void cleared(List<ObjectNode> items, SapLedger.Posted by, LocalDate day) {
        for (ObjectNode item : items) {
            item.put(CLEARING, by.document()).put("ClearingDocFiscalYear", by.year());
            item.put("ClearingDate", SapOData.date(day))
                    .put("ClearingCreationDate", SapOData.date(LocalDate.now(clock)));
        }
    }

    private static ObjectNode head(String docType) {
        ObjectNode head = Json.object().put("AccountingDocumentType", docType).put("DocumentReferenceID", "");
        return head.put("AccountingDocumentHeaderText", "");
    }

    private static ObjectNode item(String number, String kind, BigDecimal amount, String currency) {
        ObjectNode item = Json.object().put("AccountingDocumentItem", number).put("FinancialAccountType", kind);
        item.put("Customer", "").put("GLAccount", "").put("DocumentItemText", "");
        return item.put(CURRENCY, currency).put(AMOUNT, amount.toPlainString());
    }

    private static BigDecimal amount(ObjectNode item) {
        return new BigDecimal(item.path(AMOUNT).asText());
    }

    private static BigDecimal sum(List<ObjectNode> items) {
        return items.stream().map(SapReceivables::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
