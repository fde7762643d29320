package io.throughline.work;

import io.throughline.contract.Snapshots;
import io.throughline.money.BillingFacts;
import io.throughline.money.Money;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** WF-11 asked before time is entered: the price of a role on a day, and what the cap of the contract leaves for it. */
public final class RateValidation {

    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2100, 1, 1);

    private final Snapshots snapshots;
    private final RateLookup rates;
    private final TimeFacts time;
    private final BillingFacts billing;

    /**
     * What is asked.
     *
     * @param projectId    project, or null when the contract is named
     * @param contractId   contract, of which the first project is taken, or null
     * @param roleId       role
     * @param workDate     local date of the work
     * @param currency     currency in which it is to be billed, or null for any
     * @param entryMinutes minutes that are to be entered, or null
     */
    public record Question(
            String projectId,
            String contractId,
            String roleId,
            LocalDate workDate,
            String currency,
            Integer entryMinutes) {}

    /** What is answered. */
    public sealed interface Result {}

    /**
     * The one price.
     *
     * @param source        level it comes from
     * @param effectiveFrom first work date of the price, or null for an assignment's
     * @param effectiveTo   first work date after it, or null when it is open
     * @param capRemaining  what the cap leaves beside what is billed and approved, or null without a cap
     */
    public record Priced(Rate rate, String source, LocalDate effectiveFrom, LocalDate effectiveTo, Money capRemaining)
            implements Result {}

    /**
     * No price.
     *
     * @param code         {@code RATE_NOT_FOUND}, {@code RATE_AMBIGUOUS}, {@code CURRENCY_MISMATCH}, {@code CAP_REACHED}
     *                     or {@code PROJECT_NOT_FOUND}
     * @param message      a sentence
     * @param capRemaining what the cap leaves, or null
     */
    public record Refused(String code, String message, Money capRemaining) implements Result {}

    public RateValidation(Snapshots snapshots, RateLookup rates, TimeFacts time, BillingFacts billing) {
        this.snapshots = snapshots;
        this.rates = rates;
        this.time = time;
        this.billing = billing;
    }

    /** The price, or why there is none. */
    public Result validate(Question question) {
        Optional<Project> project = project(question);
        if (project.isEmpty()) {
            String asked = question.projectId() != null ? question.projectId() : question.contractId();
            return new Refused("PROJECT_NOT_FOUND", "no project is known for " + asked, null);
        }
        RateLookup.Result found = rates.find(project.get(), null, null, question.roleId(), question.workDate());
        if (found instanceof RateLookup.Missing missing) {
            return new Refused(missing.code(), missing.message(), null);
        }
        RateLookup.Found price = (RateLookup.Found) found;
        Rate rate = price.rate();
        if (question.currency() != null && !question.currency().equals(rate.currency())) {
            return new Refused(
                    "CURRENCY_MISMATCH", "the rate is in " + rate.currency() + ", not " + question.currency(), null);
        }
        Money left = capRemaining(project.get());
        if (left != null) {
            Money value =
                    question.entryMinutes() == null ? Money.zero(left.currency()) : rate.of(question.entryMinutes());
            if (left.signum() <= 0 || value.exceeds(left)) {
                return new Refused(
                        "CAP_REACHED",
                        "the cap of the contract leaves " + left + (value.signum() > 0 ? " for " + value : ""),
                        left);
            }
        }
        return new Priced(
                rate,
                price.source(),
                price.row() == null ? null : price.row().from(),
                price.row() == null ? null : price.row().to(),
                left);
    }

    private Optional<Project> project(Question question) {
        String id = question.projectId() != null
                ? question.projectId()
                : snapshots
                        .latest("contract", question.contractId(), Contract.class)
                        .flatMap(contract -> contract.projectIds().stream().findFirst())
                        .orElse(null);
        return id == null ? Optional.empty() : snapshots.latest("project", id, Project.class);
    }

    /** Null without a cap. Approved time that has no price yet takes nothing from it. */
    private Money capRemaining(Project project) {
        Optional<Contract> contract = project.contractId() == null
                ? Optional.empty()
                : snapshots
                        .latest("contract", project.contractId(), Contract.class)
                        .filter(agreed -> agreed.cap() != null);
        if (contract.isEmpty()) {
            return null;
        }
        Money cap = contract.get().cap();
        List<TimeFact> unbilled = contract.get().projectIds().stream()
                .flatMap(id -> time.ofProject(id, FIRST, LAST).stream())
                .filter(fact -> fact.billable()
                        && fact.state().approved()
                        && fact.invoiceId() == null
                        && fact.billRate() != null
                        && fact.roleId() != null)
                .toList();
        return cap.minus(billing.billed(project.contractId(), cap.currency(), ""))
                .minus(contract.get().pricing().total(unbilled, cap.currency()));
    }
}
