package io.throughline.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Violation;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * WF-02 step 3: which changes somebody has to agree to. A change that moves less margin than the threshold goes through;
 * one that moves more, that reaches into a closed period or that cannot be valued waits under {@code MARGIN_IMPACT}
 * until it carries {@code ext.throughline.approvedBy}. What is for a person and holds nobody else back becomes an event of its
 * own: {@code worker.reviewdue.v1} for retroactive pay, {@code worker.compliancedue.v1} for regulated clients (V-WRK-14),
 * which hold back staffing and not identity.
 */
public final class ChangeGate {

    private final ImpactAssessment assessment;
    private final BigDecimal threshold;
    private final Clock clock;

    /** @param threshold margin in group currency that may move without approval */
    public ChangeGate(ImpactAssessment assessment, BigDecimal threshold, Clock clock) {
        this.assessment = assessment;
        this.threshold = threshold;
        this.clock = clock;
    }

    /** The impact of a change of these fields; empty when nothing of value changes. */
    Optional<Impact> impact(Worker before, Worker after, WorkerFact fact) {
        return ChangeClass.of(fact.after().keySet()).stream().anyMatch(ChangeClass::valued)
                ? Optional.of(assess(before, after, fact.from()))
                : Optional.empty();
    }

    /** What belonging elsewhere from a day on does to the work that is done (CALC-10). */
    Impact assess(Worker before, Worker after, LocalDate from) {
        return assessment.assess(before, after, from);
    }

    /**
     * Why the change has to wait for somebody's word, if it has to.
     *
     * @param ext extras of what was told, which may say that somebody has agreed; or null
     */
    Optional<Violation> holds(Impact impact, JsonNode ext) {
        if (impact.nothing() || approvedBy(ext) != null) {
            return Optional.empty();
        }
        List<String> why = new ArrayList<>();
        if (!impact.missing().isEmpty()) {
            why.add("it cannot be valued without " + String.join(", ", impact.missing()));
        }
        if (impact.marginDelta().amount().abs().compareTo(threshold) >= 0) {
            why.add("it moves the margin by " + impact.marginDelta() + ", " + threshold.toPlainString()
                    + " may move without approval");
        }
        if (!impact.closedPeriods().isEmpty()) {
            why.add("it reaches into " + String.join(", ", impact.closedPeriods()) + ", which is closed");
        }
        return why.isEmpty()
                ? Optional.empty()
                : Optional.of(Violation.hold(
                        "MARGIN_IMPACT", "/effectiveDate", text(impact) + ": " + String.join("; ", why)));
    }

    /**
     * {@code worker.changeassessed.v1} with the impact, and {@code worker.reviewdue.v1} where a person has to act.
     *
     * @param worker the worker as he is from then on
     * @param fields what changes, as dotted paths
     */
    List<Event> told(Event cause, Worker worker, Collection<String> fields, Impact impact) {
        List<Event> told = new ArrayList<>();
        if (!impact.nothing()) {
            ObjectNode data = data(worker);
            ChangeClass.of(fields).forEach(sort -> data.withArray("classes").add(sort.name()));
            data.set("impact", json(impact));
            told.add(event(cause, worker, "-assessed", "worker.changeassessed.v1", data));
        }
        ObjectNode review = data(worker);
        ArrayNode reviews = review.putArray("reviews");
        if (impact.payrollRetro()) {
            reviews.addObject()
                    .put("rule", "PAYROLL_RETRO")
                    .put(
                            "message",
                            "payroll of the former entity has paid days of " + worker.workerId()
                                    + " that belong to " + worker.employment().legalEntityId()
                                    + " now; correct both payrolls by hand");
        }
        if (!reviews.isEmpty()) {
            told.add(event(cause, worker, "-review", "worker.reviewdue.v1", review));
        }
        return told;
    }

    /**
     * {@code worker.compliancedue.v1} where a worker changes country who is booked at regulated clients.
     *
     * @param before the worker as he was until then
     * @param worker the worker as he is from then on
     * @param from   first local date in the new country
     * @param impact what being elsewhere from then on does
     */
    Optional<Event> compliance(Event cause, Worker before, Worker worker, LocalDate from, Impact impact) {
        if (impact.regulated().isEmpty()) {
            return Optional.empty();
        }
        ObjectNode compliance = data(worker)
                .put("from", from.toString())
                .put("country", worker.org().country())
                .put("was", before.org().country());
        list(compliance, "projects", impact.regulated());
        return Optional.of(event(cause, worker, "-compliance", "worker.compliancedue.v1", compliance));
    }

    /** The impact as it travels: minutes by state, amounts with currency as text, ratios as text. */
    public static ObjectNode json(Impact impact) {
        ObjectNode json = Json.mapper().createObjectNode();
        ObjectNode minutes = json.putObject("minutes");
        impact.minutes().forEach((state, sum) -> minutes.put(state.name(), sum));
        json.set("revenue", Json.toTree(impact.revenue()));
        json.set("clientDelta", Json.toTree(impact.clientDelta()));
        json.set("costBefore", Json.toTree(impact.costBefore()));
        json.set("costAfter", Json.toTree(impact.costAfter()));
        json.set("costDelta", Json.toTree(impact.costDelta()));
        json.set("marginDelta", Json.toTree(impact.marginDelta()));
        json.put("marginBefore", plain(impact.marginBefore())).put("marginAfter", plain(impact.marginAfter()));
        json.put("entityMarginBefore", plain(impact.entityMarginBefore()))
                .put("entityMarginAfter", plain(impact.entityMarginAfter()));
        json.set("intercompany", Json.toTree(impact.intercompany()));
        list(json, "closedPeriods", impact.closedPeriods());
        list(json, "invoices", impact.invoices());
        ArrayNode timing = json.putArray("timing");
        impact.timing().forEach(one -> timing.add(Json.toTree(one)));
        list(json, "projects", impact.projects());
        list(json, "regulated", impact.regulated());
        json.put("payrollRetro", impact.payrollRetro());
        list(json, "missing", impact.missing());
        return json;
    }

    /** Who has agreed, or null. */
    static String approvedBy(JsonNode ext) {
        String by =
                ext == null ? "" : ext.at("/throughline/approvedBy").asText("").strip();
        return by.isEmpty() ? null : by;
    }

    private static String text(Impact impact) {
        long all = impact.minutes().values().stream().mapToLong(Long::longValue).sum();
        return io.throughline.money.Hours.of(all).toPlainString() + " h are affected, cost " + impact.costBefore()
                + " becomes " + impact.costAfter() + ", for the client " + impact.clientDelta() + " changes, margin "
                + plain(impact.marginBefore()) + " becomes " + plain(impact.marginAfter()) + ", intercompany "
                + impact.intercompany()
                + impact.timing().stream()
                        .map(one -> ", " + one.amount() + " miss " + one.billingCycleId() + " after " + one.cutOff()
                                + " and are billed " + one.daysAtRisk() + " days later, which costs " + one.financing())
                        .collect(Collectors.joining());
    }

    private Event event(Event cause, Worker worker, String mark, String type, ObjectNode data) {
        return FollowUp.of(
                cause,
                cause.id() + mark,
                type,
                worker.workerId(),
                "worker:" + worker.workerId(),
                worker.version(),
                data,
                clock.instant());
    }

    private static ObjectNode data(Worker worker) {
        return Json.mapper()
                .createObjectNode()
                .put("workerId", worker.workerId())
                .put("version", worker.version());
    }

    private static void list(ObjectNode json, String field, List<String> values) {
        ArrayNode array = json.putArray(field);
        values.forEach(array::add);
    }

    private static String plain(BigDecimal ratio) {
        return ratio == null ? null : ratio.toPlainString();
    }
}
