package io.throughline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.journal.Database;
import io.throughline.journal.Journal;
import io.throughline.people.FollowUp;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the product's journal and ledger say about how far it is. */
final class Books {

    private static final String BUSY =
            "select count(*) from step where state in ('PLANNED', 'SENT', 'RETRY', 'IN_DOUBT')";

    private final Database database;
    private final Journal journal;

    Books(Database database, Journal journal) {
        this.database = database;
        this.journal = journal;
    }

    /** Waits until no step is under way. */
    void awaitQuiet() {
        Patience.until("the end of " + count(BUSY) + " steps under way", () -> count(BUSY) == 0 ? true : null);
    }

    /** Waits until at least so many events of a type are in the journal. */
    void awaitEvents(String type, int atLeast) {
        String sql = "select count(*) from event where type = ?";
        Patience.until("event number " + atLeast + " of " + type, () -> count(sql, type) >= atLeast ? true : null);
    }

    /** Waits until an event of a type about a subject is in the journal. */
    void awaitEvent(String type, String subject) {
        String sql = "select count(*) from event where type = ? and subject = ?";
        Patience.until(type + " of " + subject, () -> count(sql, type, subject) > 0 ? true : null);
    }

    /** How many events of a type there are. */
    int events(String type) {
        return (int) count("select count(*) from event where type = ?", type);
    }

    /** Events by origin, such as {@code jms:intake.salesforce}; what flows announce themselves is left out. */
    Map<String, Long> origins() {
        return counts("select origin, count(*) from event where source <> '" + FollowUp.SOURCE
                + "' group by origin order by origin");
    }

    /** Steps that wait for something not known yet, by what they wait for. */
    Map<String, Long> parkedSteps() {
        return counts("select waits_for, count(*) from step where state = 'PARKED' group by waits_for order by 1");
    }

    /** Facts that wait for something not known yet, by what they wait for. */
    Map<String, Long> parkedFacts() {
        return counts("select waits_for, count(*) from parked_fact group by waits_for order by 1");
    }

    /** The data of all events of a type, in the order in which they were journaled. */
    List<JsonNode> data(String type) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select event_no from event where type = ? order by event_no")) {
                select.setString(1, type);
                List<JsonNode> found = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(journal.find(connection, rows.getLong(1))
                                .orElseThrow()
                                .event()
                                .data());
                    }
                }
                return found;
            }
        });
    }

    private Map<String, Long> counts(String sql) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql);
                    ResultSet rows = select.executeQuery()) {
                Map<String, Long> counts = new LinkedHashMap<>();
                while (rows.next()) {
                    counts.put(rows.getString(1), rows.getLong(2));
                }
                return counts;
            }
        });
    }

    private long count(String sql, String... values) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    select.setString(i + 1, values[i]);
                }
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }
}
