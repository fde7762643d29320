package io.throughline.work;

import io.throughline.money.Currencies;
import io.throughline.money.Iban;
import io.throughline.money.Invoice;
import io.throughline.money.InvoiceTotals;
import io.throughline.money.LegalEntity;
import io.throughline.money.TaxBreakdown;
import io.throughline.money.TaxCategory;
import io.throughline.money.TaxTreatment;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the electronic form of an issued invoice from what is known of the two parties. It changes no amount of the ERP,
 * so that a document that does not add up is found by {@link EInvoiceArithmetic}; only a credit note that the ERP keeps
 * with negative amounts is turned round (V-INV-04). Tax categories the ERP does not name follow {@link TaxTreatment}.
 */
final class ElectronicInvoices {

    private ElectronicInvoices() {}

    /**
     * The electronic form.
     *
     * @param entity    entity that bills, with {@link LegalEntity#billing()}
     * @param customer  customer with {@link Customer#eInvoice()}
     * @param corrected invoice that is corrected, or null
     * @throws IllegalArgumentException when a line names a tax category that does not exist, or an amount has more
     *     decimals than its currency
     */
    static ElectronicInvoice of(Invoice invoice, LegalEntity entity, Customer customer, Invoice corrected) {
        TaxTreatment treatment = treatment(entity, customer);
        boolean turned =
                invoice.type() == Invoice.Type.CREDIT_NOTE && invoice.net().signum() < 0;
        List<TaxBreakdown.Item> items = new ArrayList<>();
        List<ElectronicInvoice.Line> lines = new ArrayList<>();
        for (Invoice.Line line : invoice.lines()) {
            TaxBreakdown.Item item = item(line, treatment, turned, invoice.currency());
            items.add(item);
            lines.add(line(line, item, turned, invoice.currency()));
        }
        List<ElectronicInvoice.Tax> taxes = taxes(invoice, items, turned);
        boolean untaxed = taxes.stream().allMatch(tax -> TaxCategory.O.name().equals(tax.category()));
        BigDecimal net = turned(invoice.net(), turned);
        BigDecimal gross = turned(invoice.gross(), turned);
        return new ElectronicInvoice(
                new ElectronicInvoice.Document(
                        invoice.invoiceId(),
                        invoice.billingEntityId(),
                        invoice.number(),
                        invoice.type() == null ? Invoice.Type.INVOICE : invoice.type(),
                        customer.eInvoice().profile(),
                        invoice.issueDate(),
                        invoice.dueDate(),
                        invoice.taxPointDate(),
                        invoice.currency(),
                        invoice.memo(),
                        customer.eInvoice().buyerReference(),
                        invoice.poNumber(),
                        invoice.servicePeriod(),
                        invoice.contractId(),
                        invoice.projectIds().size() == 1 ? invoice.projectIds().get(0) : null,
                        corrected == null ? null : corrected.number(),
                        corrected == null ? null : corrected.issueDate(),
                        payment(invoice, entity.billing()),
                        taxes,
                        new InvoiceTotals(net, net, turned(invoice.tax(), turned), gross, gross),
                        lines),
                seller(entity, untaxed),
                buyer(customer, untaxed));
    }

    /** How services of an entity to a customer are taxed. */
    static TaxTreatment treatment(LegalEntity entity, Customer customer) {
        BigDecimal rate = entity.billing() == null ? null : entity.billing().taxRate();
        return TaxTreatment.ofService(entity.country(), rate, customer.country(), vatId(customer) != null);
    }

    private static TaxBreakdown.Item item(Invoice.Line line, TaxTreatment treatment, boolean turned, String currency) {
        BigDecimal amount = turned(Currencies.exact("amount", line.amount(), currency), turned);
        if (line.taxCategory() == null) {
            BigDecimal rate = line.taxRate() == null ? treatment.rate() : line.taxRate();
            return new TaxBreakdown.Item(treatment.category(), rate, amount);
        }
        TaxCategory category = category(line.taxCategory());
        BigDecimal usual = category == treatment.category() ? treatment.rate() : BigDecimal.ZERO;
        return new TaxBreakdown.Item(category, line.taxRate() == null ? usual : line.taxRate(), amount);
    }

    private static ElectronicInvoice.Line line(
            Invoice.Line line, TaxBreakdown.Item item, boolean turned, String currency) {
        return new ElectronicInvoice.Line(
                line.lineNo(),
                line.note(),
                turned(line.quantity(), turned),
                line.unit(),
                item.amount(),
                line.description(),
                item.category().name(),
                percent(item.category(), item.rate()),
                price(line.unitPrice(), currency),
                line.servicePeriod());
    }

    /** The ERP's own breakdown where it gives one. */
    private static List<ElectronicInvoice.Tax> taxes(Invoice invoice, List<TaxBreakdown.Item> items, boolean turned) {
        if (invoice.taxBreakdown().isEmpty()) {
            return TaxBreakdown.of(items, invoice.currency()).stream()
                    .map(share -> tax(share, invoice.currency(), false))
                    .toList();
        }
        return invoice.taxBreakdown().stream()
                .map(share -> tax(share, invoice.currency(), turned))
                .toList();
    }

    private static ElectronicInvoice.Tax tax(Invoice.TaxShare share, String currency, boolean turned) {
        TaxCategory category = category(share.category());
        return new ElectronicInvoice.Tax(
                category.name(),
                percent(category, share.rate()),
                turned(Currencies.exact("base", share.base(), currency), turned),
                turned(Currencies.exact("amount", share.amount(), currency), turned),
                category.reasonCode(),
                category.reason());
    }

    private static TaxCategory category(String code) {
        return TaxCategory.of(code)
                .orElseThrow(() ->
                        new IllegalArgumentException("taxCategory '" + code + "' is none of S, Z, E, AE, K, G, O"));
    }

    private static ElectronicInvoice.Payment payment(Invoice invoice, LegalEntity.Billing billing) {
        boolean sepa = "EUR".equals(invoice.currency()) && billing.account() != null && Iban.written(billing.account());
        long days = ChronoUnit.DAYS.between(invoice.issueDate(), invoice.dueDate());
        return new ElectronicInvoice.Payment(
                sepa, invoice.number(), billing.account(), billing.bic(), "Net " + days + " days");
    }

    private static ElectronicInvoice.Party seller(LegalEntity entity, boolean untaxed) {
        LegalEntity.Billing billing = entity.billing();
        return new ElectronicInvoice.Party(
                entity.name(),
                entity.name(),
                billing.endpointScheme(),
                billing.endpointId(),
                billing.address(),
                untaxed ? null : billing.vatId(),
                untaxed ? entity.taxId() : null,
                billing.registrationId(),
                billing.contactName(),
                billing.contactPhone(),
                billing.contactEmail());
    }

    private static ElectronicInvoice.Party buyer(Customer customer, boolean untaxed) {
        return new ElectronicInvoice.Party(
                customer.legalName(),
                customer.tradingName() == null ? customer.legalName() : customer.tradingName(),
                customer.eInvoice().endpointScheme(),
                customer.eInvoice().endpointId(),
                customer.billingAddress(),
                untaxed ? null : vatId(customer),
                null,
                null,
                null,
                null,
                customer.email());
    }

    private static String vatId(Customer customer) {
        return customer.taxIds().stream()
                .filter(id -> "VAT".equalsIgnoreCase(id.type()))
                .map(Customer.TaxId::value)
                .findFirst()
                .orElse(null);
    }

    private static BigDecimal percent(TaxCategory category, BigDecimal rate) {
        if (!category.rated()) {
            return null;
        }
        BigDecimal percent = rate.movePointRight(2).stripTrailingZeros();
        return percent.scale() < 0 ? percent.setScale(0) : percent;
    }

    private static BigDecimal price(BigDecimal price, String currency) {
        BigDecimal plain = price.stripTrailingZeros();
        int digits = Currencies.minorUnits(currency);
        return plain.scale() < digits ? plain.setScale(digits) : plain;
    }

    private static BigDecimal turned(BigDecimal amount, boolean turned) {
        return turned ? amount.negate() : amount;
    }
}
