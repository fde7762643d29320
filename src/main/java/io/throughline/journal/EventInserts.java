package io.throughline.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Violation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes events into the journal's table, each linked to the hash chain of its writer. */
final class EventInserts {

    private static final int FINDINGS_LIMIT = 8000;

    /** Types of the columns source to rules, in their order; the hash covers all of them. */
    private static final int[] COLUMN_TYPES = {
        Types.VARCHAR,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.BIGINT,
        Types.TIMESTAMP_WITH_TIMEZONE,
        Types.TIMESTAMP_WITH_TIMEZONE,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.DATE,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.INTEGER,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.VARCHAR
    };

    private final Seal seal;
    private final Clock clock;
    private final String rules;

    /** @param rules names the rules that plan events from now on, or null */
    EventInserts(Seal seal, Clock clock, String rules) {
        this.seal = seal;
        this.clock = clock;
        this.rules = rules;
    }

    /** Appends events; see {@link Journal#append(Connection, HashChain, List, Bodies)}. */
    void append(Connection connection, HashChain chain, List<Journal.Draft> drafts, Bodies bodies) throws SQLException {
        if (drafts.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                """
                insert into event (event_no, source, event_id, type, subject, event_key, version, occurred_at,
                    recorded_at, correlation_id, causation_id, idempotency_key, legal_entity, effective_date, state,
                    findings, origin, origin_row, origin_by, mapping, mapping_sha, rules, data_sha, raw_sha, sealed_data,
                    sealed_raw, chain, chain_pos, prev_hash, hash)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict do nothing""")) {
            OffsetDateTime now = OffsetDateTime.now(clock);
            for (Journal.Draft draft : drafts) {
                bind(insert, draft, now, chain, bodies);
                bodies.journaled(draft.eventNo(), draft.event().data());
                insert.addBatch();
            }
            for (int count : insert.executeBatch()) {
                if (count == 0) {
                    throw new Journal.ConcurrentDuplicate();
                }
            }
        }
        rememberFiles(connection, drafts);
    }

    private static void rememberFiles(Connection connection, List<Journal.Draft> drafts) throws SQLException {
        if (drafts.stream().noneMatch(draft -> Journal.receiptOf(draft.origin()).isPresent())) {
            return;
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into file_event (receipt_id, event_no) values (?, ?)")) {
            for (Journal.Draft draft : drafts) {
                Optional<String> receipt = Journal.receiptOf(draft.origin());
                if (receipt.isPresent()) {
                    insert.setString(1, receipt.get());
                    insert.setLong(2, draft.eventNo());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private void bind(PreparedStatement insert, Journal.Draft draft, OffsetDateTime now, HashChain chain, Bodies bodies)
            throws SQLException {
        Event event = draft.event();
        Journal.Provenance provenance = draft.provenance();
        Object[] columns = {
            event.source(),
            event.id(),
            event.type(),
            event.subject(),
            event.key(),
            event.version(),
            stored(event.time().atOffset(ZoneOffset.UTC)),
            stored(now),
            event.correlationId(),
            event.causationId(),
            event.idempotencyKey(),
            event.legalEntity(),
            event.effectiveDate(),
            draft.state().name(),
            text(draft.findings()),
            draft.origin(),
            provenance.row(),
            provenance.by(),
            provenance.mapping(),
            provenance.mappingSha(),
            rules
        };
        byte[] data = bodies.sealed(event.data());
        byte[] raw = seal.close(event.raw());
        String dataSha = HashChain.digest(data);
        String rawSha = HashChain.digest(raw);
        HashChain.Link link = chain.append(hashed(draft.eventNo(), columns, dataSha, rawSha));
        insert.setLong(1, draft.eventNo());
        for (int i = 0; i < columns.length; i++) {
            insert.setObject(i + 2, columns[i], COLUMN_TYPES[i]);
        }
        insert.setString(23, dataSha);
        insert.setString(24, rawSha);
        insert.setBytes(25, data);
        insert.setBytes(26, raw);
        insert.setString(27, link.chain());
        insert.setLong(28, link.position());
        insert.setBytes(29, link.previous());
        insert.setBytes(30, link.hash());
    }

    /**
     * What a row's hash covers: its number, every column as text, instants in the precision in which they are stored, and
     * the digests of what is sealed.
     */
    static List<String> hashed(long eventNo, Object[] columns, String dataSha, String rawSha) {
        List<String> hashed = new ArrayList<>(columns.length + 3);
        hashed.add(Long.toString(eventNo));
        for (Object column : columns) {
            Object value = column instanceof OffsetDateTime at ? at.toInstant() : column;
            hashed.add(value == null ? null : value.toString());
        }
        hashed.add(dataSha);
        hashed.add(rawSha);
        return hashed;
    }

    private static OffsetDateTime stored(OffsetDateTime at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    private static String text(List<Violation> findings) {
        if (findings.isEmpty()) {
            return null;
        }
        try {
            String text = Json.mapper().writeValueAsString(findings);
            return text.length() <= FINDINGS_LIMIT
                    ? text
                    : Json.mapper().writeValueAsString(List.of(shortened(findings)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Violation shortened(List<Violation> findings) {
        Violation first = findings.get(0);
        String message = first.message();
        String start = message.length() <= 1000 ? message : message.substring(0, 1000) + "...";
        return new Violation(first.outcome(), first.rule(), first.pointer(), start);
    }
}
