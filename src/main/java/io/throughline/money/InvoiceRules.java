package io.throughline.money;

import io.throughline.contract.Violation;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * WF-17: one invoice per project and billing cycle, from the time the ERP has and no other invoice holds, and
 * from that of earlier cycles which came after their invoice. Lines are per
 * worker, role and rate (CALC-04), less the discount of the contract, then what changed prices add to time that was billed;
 * what a cap cuts off appears as one line with a negative amount and stays unbilled.
 * Expenses follow, one line each; they are outside the cap.
 */
public final class InvoiceRules {

    private static final String OVER_CAP = "Not billed: over the agreed maximum";
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private InvoiceRules() {}

    /** The entries an invoice of the cycle takes: billable, transferred, not zero, within the days, on no other invoice. */
    public static List<TimeFact> entries(BillingCycle cycle, Collection<TimeFact> facts) {
        String projectId = cycle.projectId();
        return facts.stream()
                .filter(fact -> fact.projectId().equals(projectId) && fact.billable() && fact.minutes() != 0)
                .filter(fact -> fact.state() == TimeFact.State.TRANSFERRED && fact.invoiceId() == null)
                .filter(fact -> !fact.workDate().isBefore(cycle.from())
                        && !fact.workDate().isAfter(cycle.to()))
                .toList();
    }

    /** The invoice of a cycle without expenses, dated its last day. */
    public static Invoice draft(
            BillingTerms terms, BillingCycle cycle, Collection<TimeFact> entries, Money billedBefore, long version) {
        return draft(terms, cycle, entries, List.of(), before -> List.of(), billedBefore, version, cycle.to());
    }

    /**
     * The invoice of a cycle.
     *
     * @param entries      priced entries, see {@link #entries}
     * @param expenses     expenses to bill, see {@link ExpenseLines#toBill}
     * @param also         lines for what was billed before at another price, given how many lines are before them
     * @param billedBefore what the contract's other invoices charge without expenses
     * @param version      1 for the first invoice of the cycle; a later one has it behind its id
     * @param issued       date of the document
     * @throws IllegalArgumentException when there is nothing to bill
     */
    public static Invoice draft(
            BillingTerms terms,
            BillingCycle cycle,
            Collection<TimeFact> entries,
            Collection<ExpenseFact> expenses,
            IntFunction<List<Invoice.Line>> also,
            Money billedBefore,
            long version,
            LocalDate issued) {
        List<Invoice.Line> lines = new ArrayList<>();
        byCycle(terms, cycle, entries).forEach((own, members) -> {
            for (PricedLine line : terms.pricing().lines(members)) {
                lines.add(line(lines.size() + 1, line, own, own.equals(cycle)));
            }
        });
        Money discount = terms.pricing().discount(sum(lines, terms));
        if (discount.signum() != 0) {
            lines.add(discount(lines.size() + 1, terms, discount));
        }
        lines.addAll(also.apply(lines.size()));
        TimeAndMaterials.Capped capped = TimeAndMaterials.capped(terms.cap(), billedBefore, sum(lines, terms));
        if (capped.overCap().signum() > 0) {
            lines.add(overCap(lines.size() + 1, terms, capped.overCap(), cycle));
        }
        lines.addAll(ExpenseLines.lines(lines.size(), expenses));
        return FixedInvoice.document(
                terms,
                Invoice.Type.INVOICE,
                cycle.id(),
                cycle.invoiceId(terms.billingEntityId(), version),
                version,
                issued,
                cycle.period(),
                terms.projectId() + " " + cycle.from() + ".." + cycle.to(),
                lines,
                null);
    }

    /** The entries by the cycle of their day: those of this cycle first, then late ones by their age. */
    private static Map<BillingCycle, List<TimeFact>> byCycle(
            BillingTerms terms, BillingCycle cycle, Collection<TimeFact> entries) {
        Map<BillingCycle, List<TimeFact>> byCycle = new LinkedHashMap<>();
        byCycle.put(cycle, new ArrayList<>());
        entries.stream().sorted(Comparator.comparing(TimeFact::workDate)).forEach(entry -> {
            BillingCycle own = entry.workDate().isBefore(cycle.from())
                    ? BillingCycle.of(cycle.projectId(), terms.cycle(), entry.workDate())
                    : cycle;
            byCycle.computeIfAbsent(own, late -> new ArrayList<>()).add(entry);
        });
        return byCycle;
    }

    /**
     * V-INV-01 lines sum to net and net with tax to gross; V-INV-02 no entry on two lines or another active invoice;
     * V-INV-03 cap and purchase order; V-INV-04 no zero or negative document. (V-INV-06, digits of the currency, is a
     * property of the record.)
     *
     * @param entries      the entries the invoice was made from
     * @param billedBefore what the contract's other invoices charge without expenses
     */
    public static List<Violation> check(
            Invoice invoice, BillingTerms terms, Collection<TimeFact> entries, Money billedBefore) {
        return check(invoice, terms, entries, List.of(), billedBefore);
    }

    /** The same for an invoice with expenses: they too are on one active invoice only. */
    public static List<Violation> check(
            Invoice invoice,
            BillingTerms terms,
            Collection<TimeFact> entries,
            Collection<ExpenseFact> expenses,
            Money billedBefore) {
        List<Violation> found = new ArrayList<>();
        BigDecimal sum = invoice.lines().stream().map(Invoice.Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.compareTo(invoice.net()) != 0) {
            found.add(Violation.hold(
                    "V-INV-01",
                    "/net",
                    "net " + invoice.net().toPlainString() + " is not the sum of the lines " + sum.toPlainString()));
        }
        if (invoice.net().add(invoice.tax()).compareTo(invoice.gross()) != 0) {
            found.add(Violation.hold("V-INV-01", "/gross", "gross is not net and tax"));
        }
        Set<String> seen = new HashSet<>();
        for (Invoice.Line line : invoice.lines()) {
            for (String entry : line.entryIds()) {
                if (!seen.add(entry)) {
                    found.add(Violation.hold(
                            "V-INV-02",
                            "/lines",
                            (line.kind() == Invoice.Line.Kind.EXPENSE ? "expense " : "time entry ") + entry
                                    + " is on two lines"));
                }
            }
        }
        for (TimeFact entry : entries) {
            if (entry.invoiceId() != null && !entry.invoiceId().equals(invoice.invoiceId())) {
                found.add(Violation.hold(
                        "V-INV-02",
                        "/lines",
                        "time entry " + entry.timeEntryId() + " is already on invoice " + entry.invoiceId()));
            }
        }
        for (ExpenseFact expense : expenses) {
            if (expense.invoiceId() != null && !expense.invoiceId().equals(invoice.invoiceId())) {
                found.add(Violation.hold(
                        "V-INV-02",
                        "/lines",
                        "expense " + expense.expenseId() + " is already on invoice " + expense.invoiceId()));
            }
        }
        Money net = new Money(invoice.net(), invoice.currency());
        Money fees = ExpenseLines.fees(invoice);
        if (terms.cap() != null && billedBefore.plus(fees).exceeds(terms.cap())) {
            found.add(Violation.hold("V-INV-03", "/net", fees + " exceeds what the cap " + terms.cap() + " leaves"));
        }
        found.addAll(purchaseOrder(terms, net));
        if (invoice.type() != Invoice.Type.CREDIT_NOTE && net.signum() <= 0) {
            found.add(Violation.hold(
                    "V-INV-04", "/net", "an invoice of " + net + " is not issued; a credit note is, if one is due"));
        }
        return found;
    }

    private static List<Violation> purchaseOrder(BillingTerms terms, Money net) {
        if (terms.poRequired() && terms.poNumber() == null) {
            return List.of(Violation.hold(
                    "V-INV-03", "/poNumber", "customer " + terms.customerId() + " pays only against a purchase order"));
        }
        if (terms.poRemaining() != null && net.exceeds(terms.poRemaining())) {
            return List.of(Violation.hold(
                    "V-INV-03", "/net", net + " exceeds the " + terms.poRemaining() + " left on the purchase order"));
        }
        return List.of();
    }

    /** @param cycle the cycle of the days the line is about, whose period the line says when it is not the invoice's */
    private static Invoice.Line line(int number, PricedLine line, BillingCycle cycle, boolean inTime) {
        return new Invoice.Line(
                number,
                Invoice.Line.Kind.TIME,
                line.roleId() + " " + line.workerId() + " (" + cycle.from() + ".." + cycle.to() + ")"
                        + (line.overtime() ? " overtime" : ""),
                line.projectId(),
                line.workerId(),
                line.roleId(),
                line.costCenterId(),
                line.quantity(),
                Invoice.Line.Unit.valueOf(line.rate().per().name()),
                line.rate().amount(),
                line.amount().amount(),
                null,
                inTime ? null : cycle.period(),
                line.entryIds(),
                line.entrySetHash(),
                line.entryIds().size(),
                null,
                null);
    }

    private static Money sum(List<Invoice.Line> lines, BillingTerms terms) {
        return lines.stream()
                .map(line -> new Money(line.amount(), terms.currency()))
                .reduce(Money.zero(terms.currency()), Money::plus);
    }

    private static Invoice.Line discount(int number, BillingTerms terms, Money discount) {
        BigDecimal percent = terms.pricing().discountPct().multiply(HUNDRED).stripTrailingZeros();
        String text = "Discount " + percent.toPlainString() + " %";
        return FixedInvoice.line(number, Invoice.Line.Kind.TIME, text, terms.projectId(), discount.negated());
    }

    /** What a maximum cut off an invoice, zero or more. */
    public static Money overCap(Invoice invoice) {
        BigDecimal cut = invoice.lines().stream()
                .filter(line -> line.description() != null && line.description().startsWith(OVER_CAP))
                .map(Invoice.Line::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return Money.rounded(cut.negate(), invoice.currency());
    }

    private static Invoice.Line overCap(int number, BillingTerms terms, Money overCap, BillingCycle cycle) {
        String text = OVER_CAP + " (" + cycle.from() + ".." + cycle.to() + ")";
        return FixedInvoice.line(number, Invoice.Line.Kind.TIME, text, terms.projectId(), overCap.negated());
    }
}
