package io.throughline.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.ObjectTypes;
import io.throughline.contract.Snapshots;
import io.throughline.delivery.CaseChanges;
import io.throughline.delivery.Ledger;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import io.throughline.journal.Journal;
import io.throughline.money.Exposure;
import io.throughline.money.Exposure.Severity;
import io.throughline.money.Money;
import io.throughline.work.Customer;
import io.throughline.work.Exposed;
import io.throughline.work.GroupCurrency;
import io.throughline.work.MoneyAtRisk;
import io.throughline.work.MoneyAtRisk.Finding;
import io.throughline.work.Project;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the cases true while nobody looks: opens those of facts that have waited too long, closes those of facts that wait
 * no more, and finds out what money waits on each. Runs beside the batches, never in them.
 */
public final class CaseWatch {

    private static final Logger LOG = LoggerFactory.getLogger(CaseWatch.class);
    private static final int LIMIT = 200;
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** What an operation of a connector is about. */
    private static final Map<String, String> OBJECTS = Map.ofEntries(
            Map.entry("time", "time"),
            Map.entry("invoice", "invoice"),
            Map.entry("pay-data", "payroll"),
            Map.entry("user", "worker"),
            Map.entry("employee", "worker"),
            Map.entry("starter", "worker"),
            Map.entry("change", "worker"),
            Map.entry("activate", "worker"),
            Map.entry("deactivate", "worker"),
            Map.entry("customer", "customer"),
            Map.entry("project", "project"),
            Map.entry("project-status", "project"),
            Map.entry("rate-card", "rate-card"),
            Map.entry("opportunity", "opportunity"),
            Map.entry("read-opportunity", "opportunity"));

    private final Database database;
    private final Audit audit;
    private final CaseBook book;
    private final ParkedBook parked;
    private final Ledger ledger;
    private final Journal journal;
    private final Snapshots snapshots;
    private final MoneyAtRisk money;
    private final GroupCurrency group;
    private final Remedies remedies;
    private final Duration slo;
    private final Clock clock;

    /** @param slo how long a fact may wait before it becomes a case */
    public CaseWatch(
            Database database,
            Audit audit,
            CaseBook book,
            ParkedBook parked,
            Ledger ledger,
            Journal journal,
            Snapshots snapshots,
            MoneyAtRisk money,
            GroupCurrency group,
            Remedies remedies,
            Duration slo,
            Clock clock) {
        this.database = database;
        this.audit = audit;
        this.book = book;
        this.parked = parked;
        this.ledger = ledger;
        this.journal = journal;
        this.snapshots = snapshots;
        this.money = money;
        this.group = group;
        this.remedies = remedies;
        this.slo = slo;
        this.clock = clock;
    }

    /** One look at everything that is open. */
    public synchronized void look() {
        Instant now = clock.instant();
        audit.inTransaction((connection, scribe) -> {
            CaseChanges changes = new CaseChanges();
            changes.closed(parked.closeArrived(connection, now), ParkedBook.ARRIVED);
            for (ParkedBook.Waiting waiting : parked.overdue(connection, now.minus(slo), LIMIT)) {
                parked.open(connection, waiting, now).ifPresent(changes::opened);
            }
            changes.note(scribe, audit.self());
            return null;
        });
        assess(now.minus(FRESH));
    }

    /** Looks at cases that nobody has looked at yet, so that they are shown with what waits on them. */
    void lookAtNew() {
        assess(Instant.EPOCH);
    }

    private void assess(Instant since) {
        List<DeskCase> due = database.read(connection -> book.unassessed(connection, since, LIMIT));
        MoneyAtRisk look = money.forOneLook();
        due.forEach(one -> assess(one, look));
    }

    /** What waits on each of these that are parked, in their order. */
    List<Assessment> assess(List<ParkedBook.Waiting> waiting) {
        MoneyAtRisk look = money.forOneLook();
        return waiting.stream().map(one -> assess(one, look)).toList();
    }

    private Assessment assess(ParkedBook.Waiting waiting, MoneyAtRisk look) {
        if (waiting.stepNo() == null) {
            JsonNode data = known(waiting.fact().path("data"));
            return named(database.read(connection -> finding(connection, waiting.what(), data, look)));
        }
        return named(database.read(connection -> ledger.byNumber(connection, List.of(waiting.stepNo()))).stream()
                .findFirst()
                .map(row -> ofOperation(row.step().operation(), row.step().payload(), look))
                .orElse(look.of("", Json.mapper().createObjectNode())));
    }

    /** An amount in group currency, empty when no rate is loaded. */
    Optional<Money> inGroup(Money amount) {
        return group.of(amount);
    }

    String groupCurrency() {
        return group.code();
    }

    /** The urgency of an amount before a cut-off. */
    Severity severity(Money total, OffsetDateTime cutOff) {
        Integer left = cutOff == null ? null : workingDays(cutOff);
        Money waiting =
                total == null ? Money.zero(group.code()) : group.of(total).orElse(total);
        return Exposure.severity(waiting, left);
    }

    private void assess(DeskCase one, MoneyAtRisk look) {
        try {
            Optional<Finding> found = database.read(connection -> finding(connection, one, look));
            Assessment assessment = named(found.orElse(look.of("", Json.mapper().createObjectNode())));
            List<Exposed> all = Exposed.of(List.of(assessment.finding()));
            Exposed exposed = all.isEmpty() ? null : all.get(0);
            Money inGroup = all.stream()
                    .flatMap(amount -> group.of(amount.total()).stream())
                    .reduce(Money::plus)
                    .orElse(null);
            OffsetDateTime cutOff = assessment.finding().cycles().stream()
                    .map(cycle -> cycle.cutOff())
                    .min(OffsetDateTime::compareTo)
                    .orElse(null);
            Severity severity = severity(inGroup != null ? inGroup : exposed == null ? null : exposed.total(), cutOff);
            Remedies.Remedy remedy = remedies.of(one.system(), one.what(), one.rule());
            Cause cause = Cause.of(one, assessment.finding().projectId());
            database.inTransaction(connection -> {
                book.assessed(connection, one.no(), cause, remedy, assessment, exposed, inGroup, severity);
                return null;
            });
        } catch (RuntimeException unreadable) {
            LOG.warn("the context of case {} cannot be read: {}", one.no(), unreadable.toString());
            database.inTransaction(connection -> {
                book.unreadable(connection, one.no(), Cause.of(one, Cause.project(one)));
                return null;
            });
        }
    }

    private Optional<Finding> finding(Connection connection, DeskCase one, MoneyAtRisk look) throws SQLException {
        if (one.step() != null) {
            return ledger.byNumber(connection, List.of(one.step().stepNo())).stream()
                    .findFirst()
                    .map(row -> ofOperation(row.step().operation(), row.step().payload(), look));
        }
        if (one.eventNo() != null) {
            Optional<Event> event = journal.find(connection, one.eventNo()).map(Journal.Entry::event);
            return event.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            finding(connection, event.get().type(), event.get().data(), look));
        }
        Optional<ParkedBook.Waiting> waiting = parked.fact(connection, one.source(), one.eventId());
        return waiting.isEmpty()
                ? Optional.empty()
                : Optional.of(finding(
                        connection,
                        waiting.get().what(),
                        known(waiting.get().fact().path("data")),
                        look));
    }

    private static Finding ofOperation(String operation, JsonNode payload, MoneyAtRisk look) {
        return look.of(OBJECTS.getOrDefault(operation, ""), payload);
    }

    /** What is about a worker in any way counts on all his projects, also on those that wait for him to become known. */
    private Finding finding(Connection connection, String type, JsonNode data, MoneyAtRisk look) throws SQLException {
        String object = ObjectTypes.of(type);
        return object.equals("worker") || object.startsWith("worker-")
                ? look.worker(data, WaitingRequests.of(connection, parked, data, this::known))
                : look.of(object, data);
    }

    /** The parts of a waiting fact that are known already: markers become ids, or nothing. */
    private JsonNode known(JsonNode data) {
        ObjectNode known = Json.mapper().createObjectNode();
        data.properties().forEach(field -> {
            JsonNode reference = field.getValue().path("$xref");
            if (!reference.isObject()) {
                known.set(field.getKey(), field.getValue());
                return;
            }
            snapshots
                    .canonicalId(
                            reference.path("object").asText(),
                            reference.path("system").asText(),
                            reference.path("value").asText())
                    .ifPresent(id -> known.put(field.getKey(), id));
        });
        return known;
    }

    Assessment named(Finding finding) {
        String project = finding.projectId() == null
                ? null
                : snapshots
                        .latest("project", finding.projectId(), Project.class)
                        .map(Project::name)
                        .orElse(null);
        String client = finding.clientId() == null
                ? null
                : snapshots
                        .latest("customer", finding.clientId(), Customer.class)
                        .map(Customer::legalName)
                        .orElse(null);
        return new Assessment(
                project, client, finding, Escalation.of(snapshots, finding).orElse(null));
    }

    /** Days from tomorrow to the cut-off that are no weekend. */
    private int workingDays(OffsetDateTime cutOff) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), cutOff.getOffset());
        return (int) today.plusDays(1)
                .datesUntil(
                        cutOff.toLocalDate().isBefore(today)
                                ? today.plusDays(1)
                                : cutOff.toLocalDate().plusDays(1))
                .filter(day -> day.getDayOfWeek().getValue() < 6)
                .count();
    }
}
