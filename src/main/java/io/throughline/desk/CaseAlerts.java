package io.throughline.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.alerts.Alert;
import io.throughline.alerts.Alerts;
import io.throughline.contract.Json;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Turns cases into alerts once their business context is known, and closes an alert when none of its cases is open. What an
 * alert says is always said of everything that is open of its cause; once a minute it is brought up to date, so that it
 * rises with the money that waits and with a cut-off that comes near. Works from the tables, so that no alert is lost with
 * a crash and no batch waits for one.
 */
public final class CaseAlerts {

    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Database database;
    private final Audit audit;
    private final CaseBook book;
    private final CaseJson json;
    private final Alerts alerts;
    private final Clock clock;
    private Instant updated = Instant.EPOCH;

    public CaseAlerts(Database database, Audit audit, CaseBook book, CaseJson json, Alerts alerts, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.book = book;
        this.json = json;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** One look at all cases. */
    public synchronized void look() {
        database.read(CauseBook::untold).forEach(this::raise);
        Instant now = clock.instant();
        if (now.isBefore(updated) || !now.isBefore(updated.plus(FRESH))) {
            database.read(CauseBook::told).forEach(this::update);
            updated = now;
        }
        if (!database.read(CauseBook::over).isEmpty()) {
            audit.inTransaction((connection, scribe) -> {
                for (long over : CauseBook.over(connection)) {
                    alerts.close(connection, scribe, over, "nothing of it waits any more");
                }
                return null;
            });
        }
    }

    private void raise(String cause) {
        alert(cause, true)
                .ifPresent(
                        alert -> audit.inTransaction((connection, scribe) -> alerts.raise(connection, scribe, alert)));
    }

    private void update(String cause) {
        alert(cause, false)
                .ifPresent(alert -> audit.inTransaction((connection, scribe) -> {
                    alerts.update(connection, scribe, alert);
                    return null;
                }));
    }

    /** What there is to say of a cause; empty when nothing of it is open any more. */
    private Optional<Alert> alert(String cause, boolean items) {
        return database.read(connection -> {
            CauseBook.Open open = CauseBook.open(connection, cause);
            Optional<DeskCase> first = open.count() == 0 ? Optional.empty() : book.find(connection, open.first());
            return first.isEmpty() ? Optional.empty() : Optional.of(alert(connection, cause, first.get(), open, items));
        });
    }

    private Alert alert(Connection connection, String fingerprint, DeskCase first, CauseBook.Open open, boolean items)
            throws SQLException {
        Cause cause = Cause.of(first, Cause.project(first));
        return new Alert(
                cause.kind(),
                json.severity(open.assessments()).name(),
                cause.workflow(),
                cause.rule(),
                cause.project(),
                summary(cause, first, open.count()),
                context(first, open.assessments()),
                items ? CauseBook.untoldItems(connection, fingerprint) : List.of());
    }

    private ObjectNode context(DeskCase first, List<Assessment> known) {
        ObjectNode context = Json.mapper().createObjectNode();
        json.context(context, known);
        if (first.owner() != null) {
            CaseJson.owner(context, first.owner(), known);
            context.putArray("actions").add(json.advice(first));
        }
        ObjectNode technical = context.putObject("technical");
        technical.put("endpoint", first.system() == null ? "rules" : first.system() + "/" + first.what());
        if (first.system() != null) {
            technical.put("route", "deliver." + first.system());
        }
        technical
                .put("attempts", first.step() == null ? 0 : first.step().attempts())
                .put("lastError", first.message());
        return context;
    }

    private static String summary(Cause cause, DeskCase first, int count) {
        String how =
                switch (cause.kind()) {
                    case OUT_OF_RETRIES -> "out of retries at " + first.system();
                    case PARKED_TOO_LONG -> "waiting too long for " + first.key();
                    default -> first.system() == null ? "held by a rule" : "refused by or held at " + first.system();
                };
        return count + " x " + first.what() + " " + how + ": " + first.rule()
                + (cause.project() == null ? "" : " (project " + cause.project() + ")");
    }
}
