package io.throughline.money;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a document comes to (EN 16931 BG-22), in the digits of its currency. Documents here have no allowances, charges
 * or prepayments of their own: those are lines.
 *
 * @param lines        sum of the lines (BT-106)
 * @param taxExclusive without tax (BT-109)
 * @param tax          tax (BT-110)
 * @param taxInclusive with tax (BT-112)
 * @param payable      due for payment (BT-115)
 */
public record InvoiceTotals(
        BigDecimal lines, BigDecimal taxExclusive, BigDecimal tax, BigDecimal taxInclusive, BigDecimal payable) {

    /** The totals of taxed lines: tax is rounded once per category and rate, never per line. */
    public static InvoiceTotals of(List<TaxBreakdown.Item> items, String currency) {
        BigDecimal net = Currencies.exact(
                "net",
                items.stream().map(TaxBreakdown.Item::amount).reduce(BigDecimal.ZERO, BigDecimal::add),
                currency);
        BigDecimal tax = TaxBreakdown.tax(TaxBreakdown.of(items, currency), currency);
        return new InvoiceTotals(net, net, tax, net.add(tax), net.add(tax));
    }

    /** The net amount of a line: quantity times price, rounded half up to the digits of the currency. */
    public static BigDecimal lineNet(BigDecimal quantity, BigDecimal unitPrice, String currency) {
        return Currencies.round(quantity.multiply(unitPrice), currency);
    }
}
