package io.throughline.money;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * CALC-16: tax of a document per category and rate, on the sum of the lines and never per line (EN 16931, BG-23 VAT
 * breakdown).
 */
public final class DocumentTax {

    private DocumentTax() {}

    /**
     * Net amount of a line and how it is taxed.
     *
     * @param category category, such as {@code S} or {@code AE}
     * @param rate     rate as ratio, such as 0.19
     * @param net      net amount
     */
    public record Line(String category, BigDecimal rate, Money net) {

        public Line {
            Fields.text("category", category);
            Fields.required("rate", rate);
            if (rate.signum() < 0) {
                throw new IllegalArgumentException("rate " + rate.toPlainString() + " is negative");
            }
        }
    }

    private record Key(String category, BigDecimal rate) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byCategory = category.compareTo(other.category);
            return byCategory != 0 ? byCategory : rate.compareTo(other.rate);
        }
    }

    /** Base and tax of every category and rate, by category, then rate. */
    public static List<Invoice.TaxShare> of(Collection<Line> lines, String currency) {
        Map<Key, Money> bases = new TreeMap<>();
        for (Line line : lines) {
            bases.merge(new Key(line.category(), line.rate()), line.net(), Money::plus);
        }
        return bases.entrySet().stream()
                .map(base -> share(base.getKey(), base.getValue(), currency))
                .toList();
    }

    /** The tax of a whole document. */
    public static Money total(Collection<Line> lines, String currency) {
        return of(lines, currency).stream()
                .map(share -> new Money(share.amount(), currency))
                .reduce(Money.zero(currency), Money::plus);
    }

    private static Invoice.TaxShare share(Key key, Money base, String currency) {
        Money tax = Rounding.documentTax(List.of(base), key.rate(), currency);
        return new Invoice.TaxShare(key.category(), key.rate(), base.amount(), tax.amount());
    }
}
