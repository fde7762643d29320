package io.throughline.desk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.money.Exposure.Severity;
import io.throughline.money.Hours;
import io.throughline.money.Money;
import io.throughline.work.Exposed;
import io.throughline.work.IdleDay;
import io.throughline.work.MoneyAtRisk.Finding;
import io.throughline.work.UnbilledCycles.Cycle;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Cases as JSON, in the words of the alerts of DOMAIN WF-33: {@code project}, {@code client}, {@code billingCycle},
 * {@code revenueExposure}, {@code payrollExposure}, {@code owner}, {@code action}, {@code technical}. Amounts are
 * {@code {amount, currency}} with decimals as text.
 */
public final class CaseJson {

    private final CaseWatch watch;
    private final Remedies remedies;
    private final int attempts;
    private final Clock clock;

    /** @param attempts how many attempts at a step are allowed */
    public CaseJson(CaseWatch watch, Remedies remedies, int attempts, Clock clock) {
        this.watch = watch;
        this.attempts = attempts;
        this.remedies = remedies;
        this.clock = clock;
    }

    /** One case. */
    ObjectNode of(DeskCase one) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("id", one.no())
                .put("kind", one.kind())
                .put("state", one.state())
                .put("key", one.key())
                .put("system", one.system())
                .put("rule", one.rule())
                .put("message", one.message())
                .put("openedAt", one.openedAt().toString())
                .put("lastSeen", text(one.lastSeen()))
                .put("timesSeen", one.times())
                .put("eventId", one.eventId())
                .put("eventType", one.eventType())
                .put("origin", one.origin())
                .put("group", one.group())
                .put("fingerprint", one.fingerprint())
                .put("severity", one.severity());
        putIfKnown(node, "assignedTo", one.assignedTo());
        putIfKnown(node, "closedAt", text(one.closedAt()));
        putIfKnown(node, "closedBy", one.closedBy());
        owner(node, one);
        if (one.assessment() != null) {
            context(node, List.of(one.assessment()));
        }
        if (one.step() != null) {
            ObjectNode step = node.putObject("technical");
            step.put("step", one.step().name())
                    .put("operation", one.step().operation())
                    .put("state", one.step().state())
                    .put("attempts", one.step().attempts())
                    .put("attemptsLeft", Math.max(0, attempts - one.step().attempts()))
                    .put("inDoubt", one.step().inDoubt())
                    .put("code", one.rule())
                    .put("lastError", one.message());
            putIfKnown(step, "nextAttempt", text(one.step().nextAt()));
            putIfKnown(step, "waitsFor", one.step().waitsFor());
        }
        return node;
    }

    /** Cases of one cause as one, with the money of all of them and the first cases inside. */
    ObjectNode group(CaseList.Group group) {
        DeskCase first = group.cases().get(0);
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("group", first.group())
                .put("fingerprint", first.fingerprint())
                .put("count", group.count())
                .put("kind", first.kind())
                .put("system", first.system())
                .put("what", first.what())
                .put("rule", first.rule())
                .put("message", first.message())
                .put("firstSeen", text(group.firstSeen()))
                .put("lastSeen", text(group.lastSeen()))
                .put("timesSeen", group.timesSeen());
        owner(node, first);
        context(node, group.assessments());
        node.put("severity", severity(group.assessments()).name());
        ArrayNode members = node.putArray("cases");
        group.cases().forEach(one -> members.add(of(one)));
        if (group.count() > members.size()) {
            node.put("casesLeftOut", group.count() - members.size());
        }
        return node;
    }

    /** How urgent it is what waits on all of these. */
    Severity severity(List<Assessment> known) {
        List<Exposed> exposed = Exposed.of(findings(known));
        OffsetDateTime cutOff = cycles(known).stream()
                .map(Cycle::cutOff)
                .min(OffsetDateTime::compareTo)
                .orElse(null);
        Money sum = exposed.stream()
                .flatMap(one -> watch.inGroup(one.total()).stream())
                .reduce(Money::plus)
                .orElse(null);
        return exposed.stream()
                .map(one -> watch.severity(sum == null ? one.total() : sum, cutOff))
                .min(Comparator.naturalOrder())
                .orElseGet(() -> watch.severity(null, cutOff));
    }

    /** What its owner is advised to do. */
    String advice(DeskCase one) {
        return remedies.text(one.action());
    }

    /** Adds project, client, cycle and exposure. */
    void context(ObjectNode node, List<Assessment> known) {
        names(node, known);
        List<Cycle> cycles = cycles(known);
        if (!cycles.isEmpty()) {
            ObjectNode cycle = node.putObject("billingCycle");
            WorkerContext.cycle(cycle, cycles.get(0), clock);
            if (cycles.size() > 1) {
                cycle.put("more", cycles.size() - 1);
            }
        }
        exposure(node.putObject("revenueExposure"), known);
        int minutes = findings(known).stream().mapToInt(Finding::payrollMinutes).sum();
        node.putObject("payrollExposure").put("hours", Hours.of(minutes).toPlainString());
        findings(known).stream()
                .map(Finding::idle)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(idle -> idle(node.putObject("idleDay"), idle));
        WorkerContext.put(node, findings(known), clock);
    }

    /** The moment against which ages are told. */
    Instant now() {
        return clock.instant();
    }

    /** Adds {@code owner}: the team, and who is to press it on where somebody is known. */
    static void owner(ObjectNode node, String team, List<Assessment> known) {
        ObjectNode owner = node.putObject("owner").put("team", team);
        known.stream()
                .map(Assessment::escalation)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(person -> owner.put("escalation", person));
    }

    private static void idle(ObjectNode node, IdleDay idle) {
        node.put("date", idle.day().toString());
        if (idle.bench() != null) {
            money(node.putObject("benchCost"), idle.bench());
        }
        if (idle.revenue() != null) {
            money(node.putObject("revenue"), idle.revenue());
        }
    }

    private void exposure(ObjectNode node, List<Assessment> known) {
        List<Exposed> exposed = Exposed.of(findings(known));
        Exposed first = exposed.isEmpty() ? none() : exposed.get(0);
        money(node.putObject("direct"), first.direct());
        money(node.putObject("blocked"), first.blocked());
        money(node.putObject("total"), first.total());
        Money sum = Money.zero(watch.groupCurrency());
        List<String> unconverted = new ArrayList<>();
        for (Exposed one : exposed.isEmpty() ? List.of(first) : exposed) {
            Money inGroup = watch.inGroup(one.total()).orElse(null);
            if (inGroup == null) {
                unconverted.add(one.total().currency());
            } else {
                sum = sum.plus(inGroup);
            }
        }
        if (exposed.size() > unconverted.size() || exposed.isEmpty()) {
            money(node.putObject("groupCurrencyTotal"), sum);
        }
        if (!unconverted.isEmpty()) {
            node.put(
                    "note",
                    "no closing rate from " + String.join(", ", unconverted) + " to " + watch.groupCurrency()
                            + " is loaded; shown in the currency of the contract");
        }
        if (exposed.size() > 1) {
            ArrayNode others = node.putArray("otherCurrencies");
            exposed.subList(1, exposed.size()).forEach(one -> money(others.addObject(), one.total()));
        }
        node.put("method", "CALC-11");
        node.put("estimated", findings(known).stream().anyMatch(Finding::estimated));
    }

    private Exposed none() {
        Money zero = Money.zero(watch.groupCurrency());
        return new Exposed(zero, zero, zero);
    }

    private void owner(ObjectNode node, DeskCase one) {
        if (one.owner() != null) {
            node.put("owner", one.owner());
            node.putObject("action").put("code", one.action()).put("text", remedies.text(one.action()));
        }
    }

    private static void names(ObjectNode node, List<Assessment> known) {
        Map<String, String> projects = new LinkedHashMap<>();
        Map<String, String> clients = new LinkedHashMap<>();
        for (Assessment one : known) {
            if (one.finding().projectId() != null) {
                projects.put(one.finding().projectId(), one.project());
            }
            if (one.finding().clientId() != null) {
                clients.put(one.finding().clientId(), one.client());
            }
            if (one.finding().worker() != null) {
                one.finding().worker().projects().forEach(project -> {
                    projects.putIfAbsent(project.projectId(), project.project());
                    if (project.clientId() != null) {
                        clients.putIfAbsent(project.clientId(), project.client());
                    }
                });
            }
        }
        named(node, "project", projects);
        named(node, "client", clients);
    }

    private static void named(ObjectNode node, String field, Map<String, String> names) {
        names.entrySet().stream().findFirst().ifPresent(first -> {
            ObjectNode named = node.putObject(field).put("id", first.getKey());
            putIfKnown(named, "name", first.getValue());
            if (names.size() > 1) {
                named.put("more", names.size() - 1);
            }
        });
    }

    private static List<Finding> findings(Collection<Assessment> known) {
        return known.stream().map(Assessment::finding).toList();
    }

    /** The cycles held, the next cut-off first. */
    private static List<Cycle> cycles(List<Assessment> known) {
        Set<String> seen = new LinkedHashSet<>();
        return findings(known).stream()
                .flatMap(finding -> finding.cycles().stream())
                .sorted(Comparator.comparing(Cycle::cutOff))
                .filter(cycle -> seen.add(cycle.id()))
                .toList();
    }

    private static void money(ObjectNode node, Money money) {
        node.put("amount", money.amount().toPlainString()).put("currency", money.currency());
    }

    private static String text(Instant at) {
        return at == null ? null : at.toString();
    }

    static void putIfKnown(ObjectNode node, String field, String value) {
        if (value != null) {
            node.put(field, value);
        }
    }
}
