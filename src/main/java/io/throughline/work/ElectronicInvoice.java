package io.throughline.work;

import io.throughline.money.Address;
import io.throughline.money.Fields;
import io.throughline.money.Invoice;
import io.throughline.money.InvoiceTotals;
import io.throughline.money.ServicePeriod;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * The canonical command of the target {@code einvoice}: all that an electronic invoice or credit note says, in the terms
 * of EN 16931, so that a mapping only has to rename it. Amounts of a credit note are positive.
 *
 * @param invoice the document
 * @param seller  who bills
 * @param buyer   who is billed
 */
public record ElectronicInvoice(Document invoice, Party seller, Party buyer) {

    public ElectronicInvoice {
        Fields.required("invoice", invoice);
        Fields.required("seller", seller);
        Fields.required("buyer", buyer);
    }

    /**
     * The document.
     *
     * @param invoiceId       canonical id
     * @param billingEntityId entity that bills
     * @param number          number of the ERP
     * @param type            invoice or credit note
     * @param profile         name of the profile, see {@link EInvoiceProfile}
     * @param issueDate       date of the document
     * @param dueDate         date on which it is due
     * @param taxPointDate    date that decides the tax, or null
     * @param currency        ISO 4217 currency of all amounts
     * @param note            remark, or null
     * @param buyerReference  the client's own reference (BT-10), or null
     * @param poNumber        purchase order of the client, or null
     * @param servicePeriod   days of service
     * @param contractId      contract
     * @param projectId       project, or null when several are billed
     * @param correctedNumber number of the invoice that is corrected, or null
     * @param correctedDate   date of that invoice, or null
     * @param payment         how to pay
     * @param taxes           tax per category and rate
     * @param totals          totals
     * @param lines           lines
     */
    public record Document(
            String invoiceId,
            String billingEntityId,
            String number,
            Invoice.Type type,
            String profile,
            LocalDate issueDate,
            LocalDate dueDate,
            LocalDate taxPointDate,
            String currency,
            String note,
            String buyerReference,
            String poNumber,
            ServicePeriod servicePeriod,
            String contractId,
            String projectId,
            String correctedNumber,
            LocalDate correctedDate,
            Payment payment,
            List<Tax> taxes,
            InvoiceTotals totals,
            List<Line> lines) {

        public Document {
            taxes = Fields.optionalList("taxes", taxes);
            lines = Fields.optionalList("lines", lines);
        }
    }

    /**
     * One of the two parties.
     *
     * @param name           registered name
     * @param tradingName    name it trades under
     * @param endpointScheme scheme of the endpoint (EAS code), or null
     * @param endpointId     endpoint, or null
     * @param address        postal address, or null when unknown
     * @param vatId          VAT id, or null; not said where nothing is subject to VAT
     * @param taxId          other tax registration, said where no VAT id is, or null
     * @param registrationId number in the register of companies, or null
     * @param contactName    contact, or null
     * @param contactPhone   telephone of the contact, or null
     * @param contactEmail   mail address of the contact, or null
     */
    public record Party(
            String name,
            String tradingName,
            String endpointScheme,
            String endpointId,
            Address address,
            String vatId,
            String taxId,
            String registrationId,
            String contactName,
            String contactPhone,
            String contactEmail) {}

    /**
     * How to pay.
     *
     * @param sepa      whether by SEPA credit transfer (euro to an IBAN), else by any credit transfer
     * @param reference what the payer writes
     * @param account   account, or null
     * @param bic       BIC of its bank, or null
     * @param terms     terms in words
     */
    public record Payment(boolean sepa, String reference, String account, String bic, String terms) {}

    /**
     * Tax of one category and rate.
     *
     * @param category   category, see {@link io.throughline.money.TaxCategory}
     * @param percent    rate in per cent, or null where the category has none
     * @param base       taxed amount
     * @param amount     tax
     * @param reasonCode code of the reason why none is charged, or null
     * @param reason     that reason in words, or null
     */
    public record Tax(
            String category,
            BigDecimal percent,
            BigDecimal base,
            BigDecimal amount,
            String reasonCode,
            String reason) {}

    /**
     * One line.
     *
     * @param lineNo        number, from 1
     * @param note          remark, or null
     * @param quantity      units
     * @param unit          hour, day or piece
     * @param amount        net amount
     * @param name          what was done
     * @param category      tax category
     * @param percent       tax rate in per cent, or null where the category has none
     * @param unitPrice     net price per unit, with at least the digits of the currency
     * @param servicePeriod days of service, or null
     */
    public record Line(
            int lineNo,
            String note,
            BigDecimal quantity,
            Invoice.Line.Unit unit,
            BigDecimal amount,
            String name,
            String category,
            BigDecimal percent,
            BigDecimal unitPrice,
            ServicePeriod servicePeriod) {}
}
