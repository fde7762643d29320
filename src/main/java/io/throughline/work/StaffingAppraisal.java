package io.throughline.work;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.money.Hours;
import io.throughline.money.Rate;
import io.throughline.people.CostRates;
import io.throughline.people.Worker;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** CALC-21: what some hours of a project would earn with one candidate or another, without booking anybody. */
public final class StaffingAppraisal {

    private final Snapshots snapshots;
    private final RateLookup rates;
    private final GroupRates group;
    private final WorkDone.Policy policy;

    /**
     * Who might do the work: a worker, or anybody of a role in an entity.
     *
     * @param workerId      worker, or null
     * @param legalEntityId employing entity; the worker's when null
     * @param roleId        role by which the work costs; the worker's, else that of the question, when null
     */
    public record Candidate(String workerId, String legalEntityId, String roleId) {}

    /**
     * The question.
     *
     * @param projectId  project
     * @param roleId     role by which the client pays
     * @param on         work date whose rates count
     * @param hours      hours of work
     * @param billRate   price of an hour; that of the project's contract when null
     * @param candidates who might do it
     */
    public record Question(
            String projectId,
            String roleId,
            LocalDate on,
            BigDecimal hours,
            Rate billRate,
            List<Candidate> candidates) {}

    public StaffingAppraisal(Snapshots snapshots, RateLookup rates, WorkDone.Policy policy) {
        this.snapshots = snapshots;
        this.rates = rates;
        this.group = new GroupRates(snapshots, policy.currency());
        this.policy = policy;
    }

    /**
     * Revenue, and for each candidate cost, margin, its ratio with 4 decimals and what another entity would charge; all in
     * group currency. Empty when the project is not known.
     *
     * @throws IllegalArgumentException when a price, a cost or an exchange rate is missing, naming it
     */
    public Optional<ObjectNode> assess(Question question) {
        return snapshots
                .latest("project", question.projectId(), Project.class)
                .map(project -> assess(question, project));
    }

    private ObjectNode assess(Question question, Project project) {
        Rate price = inGroup(question.billRate() == null ? price(question, project) : question.billRate());
        ObjectNode answer = Json.mapper().createObjectNode();
        answer.put("projectId", project.projectId());
        answer.put("hours", question.hours().toPlainString());
        ArrayNode all = answer.putArray("candidates");
        for (Candidate candidate : question.candidates()) {
            ChangeFigures figures = figures(question, project, price, candidate);
            answer.set("revenue", Json.toTree(figures.revenue()));
            ObjectNode one = all.addObject();
            one.put("workerId", candidate.workerId()).put("legalEntityId", entity(candidate, question));
            one.set("cost", Json.toTree(figures.costAfter()));
            one.set("margin", Json.toTree(figures.revenue().minus(figures.costAfter())));
            one.put(
                    "marginRatio",
                    figures.marginAfter() == null ? null : figures.marginAfter().toPlainString());
            one.set("intercompany", Json.toTree(figures.intercompany()));
        }
        return answer;
    }

    private ChangeFigures figures(Question question, Project project, Rate price, Candidate candidate) {
        Rate cost = inGroup(cost(candidate, question));
        String entity = entity(candidate, question);
        boolean lent =
                project.billingEntityId() != null && !project.billingEntityId().equals(entity);
        long minutes = Hours.toMinutes(question.hours());
        return ChangeFigures.of(
                List.of(new ChangeFigures.Entry(minutes, cost, cost, price, price, lent, lent)),
                policy.markUp(),
                policy.currency());
    }

    private Rate cost(Candidate candidate, Question question) {
        String role = candidate.roleId() != null
                ? candidate.roleId()
                : worker(candidate, question).map(known -> known.job().roleId()).orElse(question.roleId());
        Optional<Rate> own = worker(candidate, question).map(Worker::costRate);
        String entity = entity(candidate, question);
        return own.or(() -> CostRates.find(
                        snapshots,
                        candidate.workerId() == null ? "-" : candidate.workerId(),
                        entity,
                        role,
                        question.on()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "no cost rate of " + role + " in " + entity + " is known on " + question.on()));
    }

    private String entity(Candidate candidate, Question question) {
        if (candidate.legalEntityId() != null) {
            return candidate.legalEntityId();
        }
        return worker(candidate, question)
                .map(known -> known.employment().legalEntityId())
                .orElseThrow(() -> new IllegalArgumentException(
                        "a candidate is a known worker, or has a legalEntityId; worker " + candidate.workerId()));
    }

    private Optional<Worker> worker(Candidate candidate, Question question) {
        return candidate.workerId() == null
                ? Optional.empty()
                : snapshots.find("worker", candidate.workerId(), question.on(), Worker.class);
    }

    private Rate price(Question question, Project project) {
        RateLookup.Result found = rates.find(project, null, null, question.roleId(), question.on());
        if (found instanceof RateLookup.Found priced) {
            return priced.rate();
        }
        RateLookup.Missing missing = (RateLookup.Missing) found;
        throw new IllegalArgumentException(missing.code() + ": " + missing.message());
    }

    private Rate inGroup(Rate rate) {
        return group.of(rate)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no closing rate of " + rate.currency() + " into " + policy.currency() + " is loaded"));
    }
}
