package io.throughline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.OneLook;
import io.throughline.contract.Plan;
import io.throughline.journal.RecentEvents;
import io.throughline.money.IntercompanyAgreements;
import io.throughline.money.InternalCharge;
import io.throughline.money.PostingPeriods;
import io.throughline.money.TimeFact;
import io.throughline.people.FollowUp;
import io.throughline.work.IntercompanyRules;
import io.throughline.work.Project;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * WF-20: what entities owe each other for the months that are over on both sides. A charge is asked for when there is one:
 * late time, time taken back and a changed cost rate make another. What cannot be charged is asked for once for lender,
 * borrower and month together, whatever comes later, and once more when all of it can be charged, which ends its case.
 */
final class IntercompanyEnds {

    private static final String TYPE = "intercompany.due.v1";
    private static final int MONTHS = 3;

    private final Stores stores;
    private final PostingPeriods periods;
    private final Clock clock;

    private record Pair(String from, String to, YearMonth month) implements Comparable<Pair> {

        String subject() {
            return String.join("-", month.toString(), from, to);
        }

        @Override
        public int compareTo(Pair other) {
            return subject().compareTo(other.subject());
        }
    }

    IntercompanyEnds(Stores stores, PostingPeriods periods, Clock clock) {
        this.stores = stores;
        this.periods = periods;
        this.clock = clock;
    }

    /** The asks that are due, {@code intercompany.due.v1}. */
    List<Event> due() {
        IntercompanyRules rules = new IntercompanyRules(
                new OneLook(stores.knowledge()), stores.times(), IntercompanyAgreements.shipped(), periods, clock);
        List<Event> due = new ArrayList<>();
        pairs().forEach((pair, projects) -> {
            Set<String> stopped = new TreeSet<>();
            for (String project : projects) {
                Plan plan = rules.plan(ask(pair, project, ""));
                if (plan.held()) {
                    stopped.add(project);
                } else {
                    plan.emits().forEach(charge -> due.add(ask(pair, project, token(pair, project, charge))));
                }
            }
            together(due, pair, projects, !stopped.isEmpty());
        });
        return due;
    }

    private void together(List<Event> due, Pair pair, Set<String> projects, boolean stopped) {
        RecentEvents.Last last =
                stores.database().read(connection -> RecentEvents.last(connection, pair.subject(), TYPE, 1));
        if (stopped != last.held()) {
            ObjectNode data = data(pair);
            projects.forEach(data.putArray("projectIds")::add);
            due.add(event(pair, pair.subject(), pair.subject() + "-" + (last.count() + 1), data));
        }
    }

    /** The projects on which somebody of an entity has approved or charged time for another, by pair and month. */
    private Map<Pair, Set<String>> pairs() {
        YearMonth last = YearMonth.from(LocalDate.now(clock));
        Map<Pair, Set<String>> pairs = new TreeMap<>();
        for (int back = MONTHS - 1; back >= 0; back--) {
            YearMonth month = last.minusMonths(back);
            for (String projectId : stores.times().projects(month.atDay(1), month.atEndOfMonth())) {
                stores.knowledge()
                        .latest("project", projectId, Project.class)
                        .map(Project::billingEntityId)
                        .filter(to -> !periods.lastEnded(to).isBefore(month))
                        .ifPresent(to -> lenders(projectId, to, month).forEach(from -> pairs.computeIfAbsent(
                                        new Pair(from, to, month), key -> new TreeSet<>())
                                .add(projectId)));
            }
        }
        return pairs;
    }

    private Set<String> lenders(String projectId, String to, YearMonth month) {
        Set<String> lenders = new TreeSet<>();
        stores.knowledge().all("intercompany-charge", "projectId", projectId, InternalCharge.class).stream()
                .filter(charge ->
                        charge.toEntityId().equals(to) && charge.servicePeriod().equals(month))
                .forEach(charge -> lenders.add(charge.fromEntityId()));
        for (TimeFact fact : stores.times().ofProject(projectId, month.atDay(1), month.atEndOfMonth())) {
            String from = fact.legalEntityId();
            if (from != null
                    && !from.equals(to)
                    && fact.state().approved()
                    && !periods.lastEnded(from).isBefore(month)) {
                lenders.add(from);
            }
        }
        return lenders;
    }

    /** The same charge for the same time is the same ask. */
    private String token(Pair pair, String project, Event charged) {
        InternalCharge charge = Json.read(charged.data(), InternalCharge.class);
        long newest = stores.times()
                .newest(List.of(project), pair.month().atDay(1), pair.month().atEndOfMonth());
        return String.join(
                "-",
                "",
                "" + newest,
                "" + charge.run(),
                charge.charge().amount().unscaledValue().toString());
    }

    private Event ask(Pair pair, String project, String token) {
        String subject = pair.subject() + "-" + project;
        return event(pair, subject, subject + token, data(pair).put("projectId", project));
    }

    private static ObjectNode data(Pair pair) {
        return Json.mapper()
                .createObjectNode()
                .put("from", pair.from())
                .put("to", pair.to())
                .put("period", pair.month().toString());
    }

    private Event event(Pair pair, String subject, String token, ObjectNode data) {
        String id = "intercompany-due-" + token;
        String key = "intercompany:" + pair.from() + ":" + pair.to();
        return new Event(
                FollowUp.SOURCE, id, TYPE, subject, clock.instant(), key, 1, null, null, id, null, null, data, null);
    }
}
