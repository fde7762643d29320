package io.throughline.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.money.PayPeriod;
import io.throughline.money.TimeFacts;
import io.throughline.people.PayrollExports.Exported;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * WF-22: the hours of one legal entity and pay period become one pay-data batch, see {@link PayrollBatch}. Rows are per worker:
 * regular and overtime hours (CALC-13) and one leave code; a second leave code takes a row of its own. A period that was exported is
 * exported again only by its differences (V-PAY-05).
 */
public final class PayrollRules {

    private static final Pattern KEY = Pattern.compile("(.+)-(\\d{4}-\\d{2}[AB]?)");

    private final PeriodHours hours;
    private final PayrollExports exports;
    private final Routing routing;
    private final Clock clock;

    public PayrollRules(
            Snapshots snapshots,
            TimeFacts time,
            LeaveFacts leave,
            PayrollExports exports,
            PayCalendar calendar,
            Routing routing,
            Clock clock) {
        this.hours = new PeriodHours(snapshots, time, leave, calendar);
        this.exports = exports;
        this.routing = routing;
        this.clock = clock;
    }

    /** Key of a legal entity's pay period: {@code LE-US-2026-10A}, {@code LE-DE-2026-10}. */
    public static String key(String legalEntityId, PayPeriod period) {
        return legalEntityId + "-" + period.id();
    }

    /**
     * The version of the batch that is due for a period that is over: 1 when nothing was exported, the next one when payroll's hours
     * are no longer those of the period, none when they are.
     *
     * @param key see {@link #key}
     */
    public Optional<Integer> due(String key) {
        Optional<Exported> known = exports.of(key);
        if (known.isEmpty()) {
            return Optional.of(1);
        }
        PayPeriod period = PayPeriod.parse(parts(key).group(2));
        if (!exports.touched(key, period.from(), period.to())) {
            return Optional.empty();
        }
        List<Violation> found = new ArrayList<>();
        boolean differs = !open(key, known, found).isEmpty()
                || found.stream().anyMatch(violation -> violation.rule().equals("V-PAY-04"));
        return differs ? Optional.of(known.get().version() + 1) : Optional.empty();
    }

    /**
     * Step {@code pay-data} with the rows of the period. The first batch is held while time of the period waits for approval
     * (V-PAY-01); time approved afterwards comes with a later batch, which has differences only. Held when a worker with hours has no
     * payroll number (V-PAY-04); a remark when the period was exported and nothing differs (V-PAY-05); nothing when nobody worked.
     *
     * @param key see {@link #key}
     */
    public Plan plan(Event event, String key) {
        Matcher parts = parts(key);
        Optional<Exported> known = exports.of(key);
        List<Violation> found = new ArrayList<>();
        PayrollBatch batch = open(key, known, found);
        if (known.isPresent()) {
            found.removeIf(violation -> violation.rule().equals("V-PAY-01"));
        }
        if (!found.isEmpty()) {
            return Plan.stopped(found);
        }
        if (batch.isEmpty()) {
            return known.isEmpty()
                    ? Plan.NOTHING
                    : Plan.NOTHING.with(List.of(Violation.warn(
                            "V-PAY-05", "", key + " was exported already and nothing of it differs from payroll")));
        }
        int version = known.map(exported -> exported.version() + 1).orElse(1);
        ObjectNode payload = batch.payload(parts.group(1), PayPeriod.parse(parts.group(2)), version);
        String lane = "payroll:" + parts.group(1);
        return Plan.of(Step.of("pay-data", routing.of(parts.group(1)).payroll(), "pay-data", lane, payload)
                .then("export-payroll.batch-done"));
    }

    /**
     * {@code payroll.exported.v1} with the hours and control totals of the batch, and {@code payroll.acknowledged.v1} where
     * payroll has answered with its own; held when those differ (V-PAY-03), or when the rows are not those that were planned.
     */
    public Plan afterBatch(Settled settled) {
        JsonNode batch = settled.step().payload();
        String key = settled.event().subject();
        String hash = PayrollBatch.hash(batch.path("rows"));
        ObjectNode exported = Json.mapper().createObjectNode();
        exported.put("batchId", batch.path("batchId").asText())
                .put("legalEntityId", batch.path("legalEntityId").asText())
                .put("version", batch.path("version").asInt(1))
                .put("rows", batch.path("rows").size())
                .put("totalHours", batch.path("totalHours").asText())
                .put("rowsHash", hash);
        exported.set("period", batch.path("period"));
        exported.set("hours", PayrollBatch.hours(batch.path("rows")));
        Event told = follow(settled.event(), "payroll.exported.v1", key, exported);
        List<Violation> found = new ArrayList<>();
        if (batch.hasNonNull("rowsHash") && !batch.path("rowsHash").asText().equals(hash)) {
            found.add(Violation.warn("V-PAY-03", "/rows", "the rows of " + key + " are not those that were planned"));
        }
        JsonNode answered = settled.result() == null
                ? Json.mapper().nullNode()
                : settled.result().path("totalHours");
        if (!answered.isTextual()) {
            return Plan.NOTHING.emitting(told).with(found);
        }
        ObjectNode acknowledged = Json.mapper().createObjectNode();
        acknowledged
                .put("batchId", batch.path("batchId").asText())
                .put("rows", batch.path("rows").size())
                .put("totalHours", answered.asText());
        return Plan.NOTHING
                .emitting(told, follow(settled.event(), "payroll.acknowledged.v1", key, acknowledged))
                .with(found);
    }

    /**
     * What payroll says it took, against what it was told: {@code {batchId, totalHours}}. Held when no such batch is known or the
     * total differs (V-PAY-03). What this product says itself was compared when the step settled.
     */
    public Plan acknowledged(Event event) {
        String batchId = event.data().path("batchId").asText();
        if (event.source().equals(FollowUp.SOURCE)) {
            return Plan.NOTHING;
        }
        Optional<PayrollExports.Batch> batch = exports.batch(batchId);
        String said = event.data().path("totalHours").asText();
        if (batch.isEmpty()) {
            return Plan.stopped(
                    List.of(Violation.hold("V-PAY-03", "/batchId", "no batch " + batchId + " was exported")));
        }
        if (!isSame(said, batch.get().totalHours())) {
            return Plan.stopped(List.of(Violation.hold(
                    "V-PAY-03",
                    "/totalHours",
                    "payroll took " + said + " hours of batch " + batchId + ", sent were "
                            + batch.get().totalHours().toPlainString())));
        }
        return Plan.NOTHING;
    }

    private static boolean isSame(String said, BigDecimal sent) {
        try {
            return new BigDecimal(said).compareTo(sent) == 0;
        } catch (NumberFormatException none) {
            return false;
        }
    }

    private Event follow(Event cause, String type, String subject, ObjectNode data) {
        String id = type.replace(".v1", "").replace('.', '-') + "-" + subject;
        int version = (int) Math.max(1, cause.version());
        return FollowUp.of(
                cause,
                version == 1 ? id : id + "-" + version,
                type,
                subject,
                cause.key(),
                version,
                data,
                clock.instant());
    }

    private PayrollBatch open(String key, Optional<Exported> known, List<Violation> found) {
        Matcher parts = parts(key);
        Map<PayrollExports.Code, BigDecimal> told = known.map(Exported::hours).orElse(Map.of());
        return hours.open(parts.group(1), PayPeriod.parse(parts.group(2)), told, found);
    }

    private static Matcher parts(String key) {
        Matcher parts = KEY.matcher(key);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'" + key + "' is no pay period such as LE-US-2026-10A or LE-DE-2026-10");
        }
        return parts;
    }
}
