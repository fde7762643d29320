package io.throughline.people;

import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.money.CostCenter;
import io.throughline.money.Money;
import io.throughline.money.PayrollJournal;
import io.throughline.money.Posting;
import io.throughline.money.Posting.Account;
import io.throughline.money.PostingPeriods;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * WF-22, step 8: the labour cost that payroll has calculated is posted in the ERP of the entity that employs, per cost centre into
 * the clearing account from which labour is charged to projects. What stays there is what the cost rates did not absorb (close
 * check C7).
 */
public final class PayrollJournalRules {

    private static final String RULE = "V-PAY-09";
    private static final String PREFIX = "PJ-";

    private final Snapshots snapshots;
    private final Routing routing;
    private final PostingPeriods periods;

    public PayrollJournalRules(Snapshots snapshots, Routing routing, PostingPeriods periods) {
        this.snapshots = snapshots;
        this.routing = routing;
        this.periods = periods;
    }

    /**
     * Step {@code posting} in lane {@code payroll-journal:<entity>}, dated in the month of the cost or the first open one after it.
     * Held with V-PAY-09 when the journal is in several currencies or names a cost centre that the entity does not have, and when one of its number was
     * posted with other lines: payroll corrects it with a journal of its own. Nothing when every line is zero.
     */
    public Plan plan(PayrollJournal journal) {
        List<Violation> found = check(journal);
        if (!found.isEmpty()) {
            return Plan.stopped(found);
        }
        String entity = journal.legalEntityId();
        String currency = journal.lines().get(0).amount().currency();
        String text = "Payroll " + journal.period() + " " + journal.journalId();
        Money sum = Money.zero(currency);
        List<Posting.Line> lines = new ArrayList<>();
        for (PayrollJournal.Line line : journal.lines()) {
            sum = sum.plus(line.amount());
            lines.add(new Posting.Line(
                    Account.PAYROLL_CLEARING.key(),
                    line.costCenterId(),
                    null,
                    line.amount().amount(),
                    text,
                    null));
        }
        lines.add(new Posting.Line(
                Account.WAGES_PAYABLE.key(), null, null, sum.negated().amount(), text, null));
        if (lines.stream().allMatch(line -> line.amount().signum() == 0)) {
            return Plan.NOTHING;
        }
        Posting posting = Posting.of(
                PREFIX + journal.journalId(),
                entity,
                periods.day(entity, periods.firstOpen(entity, journal.period())),
                currency,
                null,
                lines);
        return Plan.of(Step.of(
                "posting", routing.of(entity).erp(), "posting", "payroll-journal:" + entity, Json.toTree(posting)));
    }

    private List<Violation> check(PayrollJournal journal) {
        List<Violation> found = new ArrayList<>();
        List<String> currencies = journal.lines().stream()
                .map(line -> line.amount().currency())
                .distinct()
                .toList();
        if (currencies.size() > 1) {
            found.add(hold("/lines", "the journal is in " + String.join(", ", currencies) + ", not in one currency"));
        }
        for (PayrollJournal.Line line : journal.lines()) {
            Optional<String> owner = snapshots
                    .latest("cost-center", line.costCenterId(), CostCenter.class)
                    .map(CostCenter::legalEntityId);
            if (owner.filter(journal.legalEntityId()::equals).isEmpty()) {
                found.add(hold(
                        "/lines", "cost centre " + line.costCenterId() + " is none of " + journal.legalEntityId()));
            }
        }
        snapshots
                .latest("payroll-journal", journal.journalId(), PayrollJournal.class)
                .filter(earlier -> !earlier.lines().equals(journal.lines()))
                .ifPresent(earlier -> found.add(hold(
                        "/journalId",
                        "journal " + journal.journalId()
                                + " was posted with other lines; a correction is a journal with a number of its own")));
        return found;
    }

    private static Violation hold(String pointer, String message) {
        return Violation.hold(RULE, pointer, message);
    }
}
