package io.throughline.money;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * VAT of a document by category and rate (EN 16931 BG-23): the lines of a category are summed first and taxed once, so
 * that nothing is lost to rounding per line (CALC-16: 19 % on 3 x 10.13 is 5.77, not 5.76).
 */
public final class TaxBreakdown {

    private TaxBreakdown() {}

    /**
     * One taxed amount, such as a line.
     *
     * @param category category
     * @param rate     rate as ratio
     * @param amount   net amount
     */
    public record Item(TaxCategory category, BigDecimal rate, BigDecimal amount) {

        public Item {
            Fields.required("category", category);
            Fields.required("rate", rate);
            Fields.required("amount", amount);
        }
    }

    /** A share per category and rate, in the order of their first item; amounts with the digits of the currency. */
    public static List<Invoice.TaxShare> of(List<Item> items, String currency) {
        Map<String, List<Item>> groups = new LinkedHashMap<>();
        for (Item item : items) {
            String key =
                    item.category() + " " + item.rate().stripTrailingZeros().toPlainString();
            groups.computeIfAbsent(key, fresh -> new ArrayList<>()).add(item);
        }
        return groups.values().stream().map(group -> share(group, currency)).toList();
    }

    /** The tax of all shares. */
    public static BigDecimal tax(List<Invoice.TaxShare> shares, String currency) {
        BigDecimal sum = shares.stream().map(Invoice.TaxShare::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        return Currencies.exact("tax", sum, currency);
    }

    private static Invoice.TaxShare share(List<Item> group, String currency) {
        TaxCategory category = group.get(0).category();
        BigDecimal rate = group.get(0).rate();
        List<Money> amounts =
                group.stream().map(item -> new Money(item.amount(), currency)).toList();
        BigDecimal base =
                amounts.stream().reduce(Money.zero(currency), Money::plus).amount();
        return new Invoice.TaxShare(
                category.name(),
                rate,
                base,
                Rounding.documentTax(amounts, rate, currency).amount());
    }
}
