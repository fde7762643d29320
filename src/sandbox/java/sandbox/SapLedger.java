package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;

/** Documents and their items as they are kept: numbers by type and company code, items with their state of clearing. */
final class SapLedger {

    /** Record type of posted documents. */
    static final String DOCUMENT = "document";

    /** Record type of their items, as {@code A_OperationalAcctgDocItemCube} shows them. */
    static final String ITEM = "documentItem";

    private final Records records;

    SapLedger(Records records) {
        this.records = records;
    }

    /** What was posted: the number that BKPFF objects have, and its reference. */
    record Posted(String document, String company, String year, String reference) {

        /** Document number, company code and year as ALE writes an object key of type BKPFF. */
        String objectKey() {
            return document + company + year;
        }
    }

    /**
     * Nothing when the posting period of a day is open.
     *
     * @throws SapError when it is not
     */
    void checkPeriod(String company, LocalDate day) {
        String month = "%02d".formatted(day.getMonthValue());
        ObjectNode known = records.get("period", company + "/" + day.getYear() + "/" + month);
        if (known == null || !known.path("open").asBoolean()) {
            throw SapError.application("F5 201 Posting period 0" + month + " " + day.getYear() + " is not open");
        }
    }

    /**
     * Keeps a document under the next number.
     *
     * @param range first number of its type
     * @param head  {@code AccountingDocumentType}, {@code DocumentReferenceID} and {@code AccountingDocumentHeaderText}
     * @param items its items, each with its number
     */
    Posted post(String company, LocalDate day, long range, ObjectNode head, List<ObjectNode> items) {
        String docType = head.path("AccountingDocumentType").asText();
        String reference = head.path("DocumentReferenceID").asText();
        String year = Integer.toString(day.getYear());
        long before = records.all(DOCUMENT).stream()
                .filter(each -> each.path("AccountingDocumentType").asText().equals(docType)
                        && each.path("CompanyCode").asText().equals(company))
                .count();
        String document = "%010d".formatted(range + before);
        ObjectNode record = Json.object().put("CompanyCode", company).put("AccountingDocument", document);
        record.put("FiscalYear", year).setAll(head);
        record.put("PostingDate", SapOData.date(day));
        String key = company + "/" + document + "/" + year;
        records.put(DOCUMENT, key, reference, record.deepCopy());
        for (ObjectNode item : items) {
            ObjectNode whole = open(record.deepCopy().put("AssignmentReference", ""));
            whole.put("InvoiceReference", "")
                    .put("InvoiceReferenceFiscalYear", "0000")
                    .putNull("NetDueDate");
            whole.setAll(item);
            records.put(ITEM, key + "/" + item.path("AccountingDocumentItem").asText(), reference, whole);
        }
        return new Posted(document, company, year, reference);
    }

    /** An item that nothing clears. */
    static ObjectNode open(ObjectNode item) {
        item.put("ClearingAccountingDocument", "").put("ClearingDocFiscalYear", "0000");
        return item.putNull("ClearingDate").putNull("ClearingCreationDate");
    }
}
