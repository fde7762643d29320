package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class InvoiceTotalsTest {

    private static final BigDecimal GERMAN = new BigDecimal("0.19");

    private static TaxBreakdown.Item item(TaxCategory category, String rate, String amount) {
        return new TaxBreakdown.Item(category, new BigDecimal(rate), new BigDecimal(amount));
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Example
    void tax_is_rounded_once_per_document() {
        List<TaxBreakdown.Item> lines = Collections.nCopies(3, item(TaxCategory.S, "0.19", "10.13"));
        InvoiceTotals totals = InvoiceTotals.of(lines, "EUR");
        assertThat(totals.tax()).isEqualTo("5.77");
        assertThat(totals.lines()).isEqualTo("30.39");
        assertThat(totals.taxExclusive()).isEqualTo("30.39");
        assertThat(totals.taxInclusive()).isEqualTo("36.16");
        assertThat(totals.payable()).isEqualTo("36.16");
        assertThat(Currencies.round(new BigDecimal("10.13").multiply(GERMAN), "EUR")
                        .multiply(new BigDecimal(3)))
                .isEqualTo("5.76");
    }

    @Example
    void each_category_and_rate_is_taxed_by_itself() {
        List<Invoice.TaxShare> shares = TaxBreakdown.of(
                List.of(
                        item(TaxCategory.S, "0.19", "100.00"),
                        item(TaxCategory.S, "0.07", "10.10"),
                        item(TaxCategory.E, "0", "5.00"),
                        item(TaxCategory.S, "0.1900", "0.05")),
                "EUR");
        assertThat(shares)
                .extracting(share -> share.category() + " " + share.rate().toPlainString() + " "
                        + share.base().toPlainString() + " " + share.amount().toPlainString())
                .containsExactly("S 0.19 100.05 19.01", "S 0.07 10.10 0.71", "E 0 5.00 0.00");
        assertThat(TaxBreakdown.tax(shares, "EUR")).isEqualTo("19.72");
    }

    @Example
    void lines_have_the_digits_of_their_currency() {
        assertThat(InvoiceTotals.lineNet(new BigDecimal("3.33"), new BigDecimal("18500.0000"), "JPY"))
                .isEqualTo("61605");
        assertThat(InvoiceTotals.lineNet(new BigDecimal("3.33"), new BigDecimal("11.7620"), "KWD"))
                .isEqualTo("39.167");
        assertThat(InvoiceTotals.lineNet(new BigDecimal("-0.67"), new BigDecimal("3.5000"), "EUR"))
                .isEqualTo("-2.35");
    }

    @Property
    void totals_obey_en_16931(@ForAll("lines") List<TaxBreakdown.Item> lines) {
        InvoiceTotals totals = InvoiceTotals.of(lines, "EUR");
        List<Invoice.TaxShare> shares = TaxBreakdown.of(lines, "EUR");
        BigDecimal net = sum(lines.stream().map(TaxBreakdown.Item::amount).toList());
        assertThat(totals.lines()).as("BR-CO-10").isEqualByComparingTo(net);
        assertThat(totals.taxExclusive()).as("BR-CO-13").isEqualByComparingTo(totals.lines());
        assertThat(totals.tax())
                .as("BR-CO-14")
                .isEqualByComparingTo(
                        sum(shares.stream().map(Invoice.TaxShare::amount).toList()));
        assertThat(totals.taxInclusive())
                .as("BR-CO-15")
                .isEqualByComparingTo(totals.taxExclusive().add(totals.tax()));
        assertThat(totals.payable()).as("BR-CO-16").isEqualByComparingTo(totals.taxInclusive());
        assertThat(sum(shares.stream().map(Invoice.TaxShare::base).toList()))
                .as("BR-S-08")
                .isEqualByComparingTo(net);
        assertThat(List.of(totals.lines(), totals.tax(), totals.payable())).allMatch(amount -> amount.scale() == 2);
    }

    @Property
    void tax_per_document_and_tax_per_line_differ_by_half_a_cent_a_line_at_most(
            @ForAll("lines") List<TaxBreakdown.Item> lines) {
        for (Invoice.TaxShare share : TaxBreakdown.of(lines, "EUR")) {
            List<TaxBreakdown.Item> group = lines.stream()
                    .filter(line -> line.category().name().equals(share.category())
                            && line.rate().compareTo(share.rate()) == 0)
                    .toList();
            BigDecimal perLine = sum(group.stream()
                    .map(line -> Currencies.round(line.amount().multiply(line.rate()), "EUR"))
                    .toList());
            BigDecimal most = new BigDecimal("0.005").multiply(new BigDecimal(group.size()));
            assertThat(share.amount().subtract(perLine).abs()).isLessThanOrEqualTo(most);
        }
    }

    @Provide
    Arbitrary<List<TaxBreakdown.Item>> lines() {
        Arbitrary<BigDecimal> amounts = Arbitraries.bigDecimals()
                .between(new BigDecimal("-9999.99"), new BigDecimal("99999.99"))
                .ofScale(2);
        Arbitrary<TaxBreakdown.Item> standard = Combinators.combine(
                        Arbitraries.of(GERMAN, new BigDecimal("0.07"), new BigDecimal("0.255")), amounts)
                .as((rate, amount) -> new TaxBreakdown.Item(TaxCategory.S, rate, amount));
        Arbitrary<TaxBreakdown.Item> untaxed = Combinators.combine(
                        Arbitraries.of(TaxCategory.AE, TaxCategory.E, TaxCategory.Z), amounts)
                .as((category, amount) -> new TaxBreakdown.Item(category, BigDecimal.ZERO, amount));
        return Arbitraries.oneOf(standard, untaxed).list().ofMinSize(1).ofMaxSize(40);
    }
}
