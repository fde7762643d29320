package io.throughline.work;

import io.throughline.contract.Violation;
import io.throughline.money.Currencies;
import io.throughline.money.Invoice;
import io.throughline.money.InvoiceTotals;
import io.throughline.money.TaxCategory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * V-INV-01, V-INV-04 and the arithmetic of EN 16931-1 section 6.4 and Peppol BIS Billing 3, each under the rule's own id.
 * Documents here have no allowances, charges or prepayments, which shortens BR-CO-13 and BR-CO-16.
 */
final class EInvoiceArithmetic {

    private final ElectronicInvoice.Document document;
    private final List<Violation> found = new ArrayList<>();

    private EInvoiceArithmetic(ElectronicInvoice.Document document) {
        this.document = document;
    }

    /** All broken rules, each of which keeps the document for a person. */
    static List<Violation> check(ElectronicInvoice invoice) {
        EInvoiceArithmetic check = new EInvoiceArithmetic(invoice.invoice());
        check.totals();
        check.document.taxes().forEach(check::tax);
        check.categories();
        check.document.lines().forEach(check::line);
        return check.found;
    }

    private void totals() {
        InvoiceTotals totals = document.totals();
        String kind = document.type() == Invoice.Type.INVOICE ? "an invoice" : "a credit note";
        need(
                totals.taxExclusive().signum() > 0,
                "V-INV-04",
                "/totals/taxExclusive",
                () -> kind + " of " + text(totals.taxExclusive())
                        + " is not sent; what is owed to the client is credited in a credit note");
        same("BR-CO-10", "/totals/lines", "sum of the lines", totals.lines(), lines(null, null));
        same("BR-CO-13", "/totals/taxExclusive", "amount without tax", totals.taxExclusive(), totals.lines());
        BigDecimal tax =
                document.taxes().stream().map(ElectronicInvoice.Tax::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        same("BR-CO-14", "/totals/tax", "tax", totals.tax(), tax);
        BigDecimal gross = totals.taxExclusive().add(totals.tax());
        same("BR-CO-15", "/totals/taxInclusive", "amount with tax", totals.taxInclusive(), gross);
        same("BR-CO-16", "/totals/payable", "amount due", totals.payable(), totals.taxInclusive());
        int digits = EInvoiceProfile.of(document.profile())
                .map(EInvoiceProfile::digits)
                .orElse(Currencies.minorUnits(document.currency()));
        need(
                totals.payable().scale() <= digits,
                "BR-DEC-18",
                "/totals/payable",
                () -> "amount due "
                        + text(totals.payable()) + " has more than the " + digits + " decimals of profile "
                        + document.profile());
    }

    private void tax(ElectronicInvoice.Tax tax) {
        String at = "/taxes/" + document.taxes().indexOf(tax);
        TaxCategory category = TaxCategory.valueOf(tax.category());
        BigDecimal rate = rate(tax.percent());
        same("BR-CO-17", at + "/amount", "tax of category " + category, tax.amount(), taxOf(tax.base(), rate));
        same(
                rule(category, "08"),
                at + "/base",
                "taxed amount of category " + category,
                tax.base(),
                lines(tax.category(), tax.percent()));
        need(
                category.allows(rate),
                rule(category, "05"),
                at + "/percent",
                () -> "category " + category + " cannot have a rate of " + text(tax.percent()) + " %");
        boolean reason = tax.reasonCode() != null || tax.reason() != null;
        boolean needed = category != TaxCategory.S && category != TaxCategory.Z;
        need(
                reason == needed,
                rule(category, "10"),
                at + "/reason",
                () -> "category " + category
                        + (needed ? " needs a reason why no tax is charged" : " has no reason why no tax is charged"));
    }

    private void categories() {
        need(!document.taxes().isEmpty(), "BR-CO-18", "/taxes", () -> "there is no tax breakdown");
        boolean outside = document.taxes().stream().anyMatch(tax -> "O".equals(tax.category()));
        need(
                !outside || document.taxes().size() == 1,
                "BR-O-11",
                "/taxes",
                () ->
                        "what is not subject to VAT cannot stand beside other categories; bill it in a document of its own");
        for (ElectronicInvoice.Line line : document.lines()) {
            boolean listed = document.taxes().stream().anyMatch(tax -> of(line, tax.category(), tax.percent()));
            need(
                    listed,
                    rule(TaxCategory.valueOf(line.category()), "01"),
                    "/taxes",
                    () -> "the tax breakdown lacks " + "category " + line.category() + " of line " + line.lineNo());
        }
    }

    private void line(ElectronicInvoice.Line line) {
        String at = "/lines/" + document.lines().indexOf(line);
        same(
                "PEPPOL-EN16931-R120",
                at + "/amount",
                "amount of line " + line.lineNo(),
                line.amount(),
                InvoiceTotals.lineNet(line.quantity(), line.unitPrice(), document.currency()));
        need(
                line.unitPrice().signum() >= 0,
                "BR-27",
                at + "/unitPrice",
                () -> "the price of line " + line.lineNo() + " is negative");
    }

    /** Sum of the lines of a category and rate, or of all lines when no category is given. */
    private BigDecimal lines(String category, BigDecimal percent) {
        return document.lines().stream()
                .filter(line -> category == null || of(line, category, percent))
                .map(ElectronicInvoice.Line::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static boolean of(ElectronicInvoice.Line line, String category, BigDecimal percent) {
        return Objects.equals(line.category(), category) && rate(line.percent()).compareTo(rate(percent)) == 0;
    }

    private BigDecimal taxOf(BigDecimal base, BigDecimal rate) {
        return Currencies.round(base.multiply(rate), document.currency());
    }

    private static BigDecimal rate(BigDecimal percent) {
        return percent == null ? BigDecimal.ZERO : percent.movePointLeft(2);
    }

    /** Rules of EN 16931 are numbered alike in every category; K has the prefix IC. */
    private static String rule(TaxCategory category, String number) {
        return "BR-" + (category == TaxCategory.K ? "IC" : category.name()) + "-" + number;
    }

    private void same(String rule, String pointer, String what, BigDecimal said, BigDecimal calculated) {
        need(
                said.compareTo(calculated) == 0,
                rule,
                pointer,
                () -> what + " is " + text(said) + " and comes to " + text(calculated) + " " + document.currency());
    }

    private void need(boolean kept, String rule, String pointer, Supplier<String> sentence) {
        if (!kept) {
            found.add(Violation.hold(rule, "/invoice" + pointer, sentence.get()));
        }
    }

    private static String text(BigDecimal amount) {
        return amount.toPlainString();
    }
}
