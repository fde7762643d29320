package io.throughline.close;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.journal.Entities;
import io.throughline.journal.Journal;
import io.throughline.journal.Parking;
import io.throughline.journal.StoreContract;
import io.throughline.journal.TimeFactStore;
import io.throughline.people.Routing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the database knows of a month is written whole, signed, and of one entity only. */
abstract class ExtractsContract extends StoreContract {

    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);

    private Journal journal;
    private Extracts extracts;
    private Path files;

    @BeforeEach
    void fill() {
        journal = new Journal(database, seal, clock, "node-1");
        files = folder.resolve("close");
        extracts = new Extracts(database, seal, Routing.shipped(), "USD", folder.resolve("audit.key"), clock);
        Entities entities = new Entities(seal, clock);
        database.inTransaction(connection -> {
            put(entities, connection, "legal-entity", "LE-US", "{\"timeZone\":\"America/New_York\"}");
            put(entities, connection, "worker", "W-1", worker("W-1", "LE-US", "EMPLOYEE"));
            put(entities, connection, "worker", "W-2", worker("W-2", "LE-DE", "EMPLOYEE"));
            put(entities, connection, "project", "P-1", project("P-1", "TM", "LE-US"));
            put(entities, connection, "project", "P-2", project("P-2", "TM", "LE-DE"));
            put(
                    entities,
                    connection,
                    "rate-card",
                    "RC-P-1",
                    "{\"projectId\":\"P-1\",\"rows\":[" + price("PM", "260.0000") + ","
                            + price("SAR", "1200.0000").replace("{", "{\"unit\":\"DAY\",") + "]}");
            put(
                    entities,
                    connection,
                    "contract",
                    "C-1",
                    "{\"projectIds\":[\"P-1\",\"P-2\"],\"rateCard\":[" + price("PM", "1.0000") + "]}");
            put(entities, connection, "invoice", "INV-1", invoice("INV-1", "LE-US", "2026-10-31", "INVOICE"));
            put(entities, connection, "invoice", "CN-1", invoice("CN-1", "LE-US", "2026-10-31", "CREDIT_NOTE"));
            put(entities, connection, "invoice", "INV-2", invoice("INV-2", "LE-DE", "2026-10-31", "INVOICE"));
            put(entities, connection, "invoice", "INV-3", invoice("INV-3", "LE-US", "2026-11-01", "INVOICE"));
            put(entities, connection, "cost-rate", "LE-US-PM", costRate("LE-US", "105.0000"));
            put(entities, connection, "cost-rate", "LE-DE-PM", costRate("LE-DE", "82.4000"));
            put(
                    entities,
                    connection,
                    "fx-rate",
                    "EUR-USD",
                    "{\"from\":\"EUR\",\"to\":\"USD\",\"type\":\"CLOSING\",\"date\":\"2026-10-31\",\"rate\":\"1.0800000000\"}");
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "insert into xref (object, canonical_id, system, id_type, ext_id, valid_from) values"
                                + " ('worker', 'W-1', 'netsuite', 'id', '17', timestamp with time zone '2026-01-01 00:00:00+00')");
            }
            return null;
        });
        time("T-1", "W-1", "\"legalEntityId\":\"LE-US\",", "2026-10-05", 475, Journal.State.ACCEPTED);
        time("T-2", "W-1", "", "2026-10-31", 60, Journal.State.ACCEPTED);
        time("T-3", "W-2", "", "2026-10-06", 60, Journal.State.ACCEPTED);
        time("T-4", "W-2", "\"legalEntityId\":\"LE-DE\",", "2026-10-06", 60, Journal.State.ACCEPTED);
        time("T-5", "W-1", "\"legalEntityId\":\"LE-US\",", "2026-11-01", 60, Journal.State.ACCEPTED);
        time("T-6", "W-1", "\"legalEntityId\":\"LE-US\",", "2026-10-07", 59, Journal.State.HELD);
    }

    @Test
    void time_of_the_entity_is_written_whoever_named_the_entity() throws IOException {
        extracts.write("LE-US", OCTOBER, files);

        assertThat(lines("canonical_time"))
                .containsExactlyInAnyOrder(
                        "T-1,W-1,P-1,2026-10-05,475,true,APPROVED,PM,CC-1,215.0000,USD,92.5000,USD,",
                        "T-2,W-1,P-1,2026-10-31,60,true,APPROVED,PM,CC-1,215.0000,USD,92.5000,USD,");
        assertThat(lines("canonical_workers")).containsExactly("W-1,EMPLOYEE,,");
        assertThat(lines("canonical_cost_rates")).containsExactly("PM,,2026-01-01,,105.0000,USD");
    }

    @Test
    void approved_time_of_the_journal_is_the_newest_accepted_event_of_each_entry() throws IOException {
        Journal.State accepted = Journal.State.ACCEPTED;
        String us = "\"legalEntityId\":\"LE-US\",";
        tell("time.transferred.v1", "T-1", 1, "W-1", us, "2026-10-05", 475, accepted);
        tell("time.approved.v1", "T-1", 2, "W-1", us, "2026-10-05", 470, accepted);
        tell("time.approved.v1", "T-1", 3, "W-1", us, "2026-10-05", 400, Journal.State.HELD);
        tell("time.approved.v1", "T-11", 1, "W-1", us, "2026-10-12", 30, accepted);
        tell("time.unapproved.v1", "T-11", 2, "W-1", us, "2026-10-12", 30, accepted);
        tell("time.approved.v1", "T-12", 1, "W-1", us, "2026-10-12", 30, accepted);
        tell("time.approved.v1", "T-12", 2, "W-1", us, "2026-11-02", 30, accepted);
        tell("time.approved.v1", "T-13", 1, "W-1", us, "2026-09-30", 30, accepted);
        tell("time.approved.v1", "T-13", 2, "W-1", us, "2026-10-01", 30, accepted);
        tell("time.transferred.v1", "T-1-v2", 1, "W-1", us, "2026-10-05", -5, accepted);

        extracts.write("LE-US", OCTOBER, files);

        assertThat(lines("canonical_approved"))
                .containsExactlyInAnyOrder(
                        "T-1,W-1,2026-10-05,470,true", "T-2,W-1,2026-10-31,60,true", "T-13,W-1,2026-10-01,30,true");
    }

    @Test
    void what_payroll_was_sent_is_added_up_over_halves_and_versions() throws IOException {
        database.inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String row : List.of(
                        "'LE-US-2026-10A', 1, 'W-1', 'REG', 80.00",
                        "'LE-US-2026-10A', 2, 'W-1', 'REG', -8.00",
                        "'LE-US-2026-10B', 1, 'W-1', 'REG', 40.00",
                        "'LE-US-2026-09B', 1, 'W-1', 'REG', 1.00",
                        "'LE-DE-2026-10', 1, 'W-2', 'REG', 1.00")) {
                    statement.execute("insert into payroll_export_hours values (" + row + ")");
                }
            }
            return null;
        });

        extracts.write("LE-US", OCTOBER, files);

        assertThat(lines("canonical_payroll")).containsExactly("W-1,REG,112.00");
    }

    @Test
    void documents_and_prices_are_those_of_the_entity_and_a_credit_note_is_negative() throws IOException {
        extracts.write("LE-US", OCTOBER, files);

        assertThat(lines("canonical_billed"))
                .containsExactly("CN-1,C-1,2026-10-31,-100.00,USD,ISSUED", "INV-1,C-1,2026-10-31,100.00,USD,ISSUED");
        assertThat(lines("canonical_rate_cards"))
                .containsExactlyInAnyOrder("P-1,PM,,2026-01-01,,260.0000,USD", "P-1,SAR,,2026-01-01,,150.0000,USD");
        assertThat(lines("canonical_fx")).containsExactly("EUR,USD,CLOSING,2026-10-31,1.0800000000");
        assertThat(lines("canonical_xref")).containsExactly("worker,W-1,netsuite");
        assertThat(lines("canonical_systems")).contains("erp,netsuite", "payroll,adp");
    }

    @Test
    void an_invoice_voided_after_the_close_stands_in_its_month_and_is_taken_back_in_that_of_the_void()
            throws IOException {
        database.inTransaction(connection -> {
            Entities entities = new Entities(seal, clock);
            put(entities, connection, "invoice", "INV-4", voided("INV-4"));
            put(entities, connection, "invoice", "INV-5", voided("INV-5"));
            String note = invoice("CN-4", "LE-US", "2026-11-03", "CREDIT_NOTE");
            put(entities, connection, "invoice", "CN-4", note.replace("{", "{\"correctsInvoiceId\":\"INV-4\","));
            return null;
        });

        extracts.write("LE-US", OCTOBER, files);
        assertThat(lines("canonical_billed"))
                .contains("INV-4,C-1,2026-10-30,100.00,USD,CREDITED", "INV-5,C-1,2026-10-30,100.00,USD,VOIDED")
                .noneMatch(row -> row.startsWith("CN-4"));
        extracts.write("LE-US", OCTOBER.plusMonths(1), files);
        assertThat(lines("canonical_billed"))
                .contains("INV-4,C-1,2026-10-30,100.00,USD,CREDITED", "CN-4,C-1,2026-11-03,-100.00,USD,ISSUED");
    }

    private static String voided(String id) {
        return invoice(id, "LE-US", "2026-10-30", "INVOICE").replace("ISSUED", "VOIDED");
    }

    @Test
    void approved_time_that_is_held_or_waits_is_parked_with_its_reason() throws IOException {
        park("T-7", "\"LE-US\"", "2026-10-08");
        park("T-8", "null", "2026-10-09");
        park("T-9", "\"LE-DE\"", "2026-10-09");
        park("T-10", "\"LE-US\"", "2026-09-30");

        extracts.write("LE-US", OCTOBER, files);

        assertThat(lines("canonical_parked"))
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).startsWith("T-6,P-1,2026-10-07,59,true,held: "))
                .contains(
                        "T-7,P-1,2026-10-08,30,true,waits for worker@kantata:42",
                        "T-8,P-1,2026-10-09,30,true,waits for worker@kantata:42");
    }

    @Test
    void every_check_reads_what_was_written() {
        extracts.write("LE-US", OCTOBER, files);

        try (Reconciliation reconciliation = files()) {
            assertThat(reconciliation.run("C9").notes()).isEmpty();
            assertThat(reconciliation.run("C10").rows()).isEqualTo(6);
            assertThat(reconciliation.run("C11").notes()).isEmpty();
            assertThat(reconciliation.run("C3").notes()).containsExactly("no billed_erp extract for LE-US 2026-10");
            assertThat(reconciliation.problems(Input.all().stream()
                            .filter(Input::canonical)
                            .map(Input::name)
                            .toList()))
                    .isEmpty();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void a_file_or_list_that_was_changed_is_not_opened() throws IOException {
        extracts.write("LE-US", OCTOBER, files);
        Path time = files.resolve("canonical_time.csv");
        String was = Files.readString(time);

        Files.writeString(time, was.replace(",475,", ",415,"));
        assertThatThrownBy(() -> CanonicalFolder.open(files, folder.resolve("audit.key")))
                .hasMessageContaining("canonical_time.csv is not what was written");

        Files.writeString(time, was);
        Path list = files.resolve(Extracts.MANIFEST);
        Files.writeString(list, Files.readString(list).replace("LE-US", "LE-DE"));
        assertThatThrownBy(() -> CanonicalFolder.open(files, folder.resolve("audit.key")))
                .hasMessageContaining("does not bear the signature");
    }

    @Test
    void a_pack_knows_the_chains_of_its_database_and_what_was_cut_off_them() throws IOException {
        extracts.write("LE-US", OCTOBER, files);
        Path key = folder.resolve("audit.key");
        PackVerifier verifier = new PackVerifier(key);
        String pack;
        try (Reconciliation reconciliation = files()) {
            pack = ClosePack.make(
                    reconciliation,
                    Month.SCOPE,
                    CanonicalFolder.open(files, key).manifest(),
                    key,
                    NOW);
        }

        assertThat(Json.tree(pack).path("minutes").toString())
                .isEqualTo("{\"approved\":594,\"billed\":0,\"parked\":59,\"nonBillable\":0,\"unexplained\":535}");
        assertThat(Json.tree(pack).path("heads")).hasSize(1);
        assertThat(verifier.verify(pack)).isEmpty();
        assertThat(verifier.verifyChains(pack, database)).isEmpty();

        database.inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("delete from event where chain_pos = 6");
            }
        });
        assertThat(verifier.verifyChains(pack, database))
                .singleElement()
                .asString()
                .endsWith("position 6 is not the row the pack knows");
    }

    @Test
    void an_entity_nobody_knows_is_refused() {
        assertThatThrownBy(() -> extracts.write("LE-XX", OCTOBER, files))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no legal entity LE-XX is known");
        assertThatThrownBy(() -> CanonicalFolder.of(files, "../x", OCTOBER))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Reconciliation files() throws IOException {
        CanonicalFolder canonical = CanonicalFolder.open(files, folder.resolve("audit.key"));
        return new Reconciliation(canonical.scope(), files, folder.resolve("nothing"), folder.resolve("work"));
    }

    private List<String> lines(String input) throws IOException {
        List<String> lines = Files.readAllLines(files.resolve(input + ".csv"));
        assertThat(lines.get(0)).isEqualTo(String.join(",", Input.named(input).header()));
        return lines.subList(1, lines.size());
    }

    private static void put(Entities entities, Connection connection, String object, String id, String data)
            throws SQLException {
        entities.put(connection, object, id, LocalDate.of(2026, 1, 1), 1, 1, Json.tree(data));
    }

    private void time(String id, String worker, String entity, String day, int minutes, Journal.State state) {
        tell("time.approved.v1", id, 1, worker, entity, day, minutes, state);
    }

    /** @param entity what the entry says of its legal entity, {@code "legalEntityId":"LE-US",} or nothing */
    private void tell(
            String type,
            String id,
            long version,
            String worker,
            String entity,
            String day,
            int minutes,
            Journal.State state) {
        Event event = event(
                "e-" + type + id + version,
                type,
                id,
                version,
                "{\"timeEntryId\":\"" + id + "\",\"workerId\":\"" + worker + "\",\"projectId\":\"P-1\"," + entity
                        + "\"workDate\":\"" + day + "\",\"minutes\":" + minutes
                        + ",\"billable\":true,\"roleId\":\"PM\","
                        + "\"costCenterId\":\"CC-1\",\"status\":\"APPROVED\","
                        + "\"billRate\":{\"amount\":\"215.0000\",\"currency\":\"USD\"},"
                        + "\"costRate\":{\"amount\":\"92.5000\",\"currency\":\"USD\"}}",
                LocalDate.parse(day));
        journal.chained(chain -> database.inTransaction(connection -> {
            long number = journal.nextNumber(connection);
            journal.append(connection, chain, List.of(new Journal.Draft(number, event, state, List.of(), "test")));
            if (state == Journal.State.ACCEPTED) {
                new TimeFactStore(database).store(connection, Map.of(number, event));
            }
            return null;
        }));
    }

    private void park(String id, String entity, String day) {
        JsonNode fact = Json.tree(
                "{\"type\":\"time.approved.v1\",\"legalentity\":" + entity + ",\"data\":{\"timeEntryId\":\"" + id
                        + "\",\"projectId\":\"P-1\",\"workDate\":\"" + day + "\",\"minutes\":30,\"billable\":true}}");
        Event event = event("e-" + id, "time.approved.v1", id, 1, "{}").withData(fact);
        database.inTransaction(connection ->
                new Parking(seal, clock).park(connection, event, "worker@kantata:42", "test", Journal.Provenance.NONE));
    }

    private static String worker(String id, String entity, String type) {
        return "{\"workerId\":\"" + id + "\",\"workerType\":\"" + type + "\",\"employment\":{\"legalEntityId\":\""
                + entity + "\"}}";
    }

    private static String project(String id, String billingType, String entity) {
        return "{\"projectId\":\"" + id + "\",\"billingType\":\"" + billingType + "\",\"billingEntityId\":\"" + entity
                + "\"}";
    }

    private static String costRate(String entity, String rate) {
        return "{\"legalEntityId\":\"" + entity + "\",\"roleId\":\"PM\",\"from\":\"2026-01-01\",\"rate\":{\"amount\":\""
                + rate + "\",\"currency\":\"USD\"}}";
    }

    private static String price(String role, String rate) {
        return "{\"roleId\":\"" + role + "\",\"from\":\"2026-01-01\",\"rate\":\"" + rate + "\",\"currency\":\"USD\"}";
    }

    private static String invoice(String id, String entity, String day, String type) {
        return "{\"invoiceId\":\"" + id + "\",\"contractId\":\"C-1\",\"billingEntityId\":\"" + entity
                + "\",\"issueDate\":\"" + day + "\",\"type\":\"" + type
                + "\",\"net\":\"100.00\",\"currency\":\"USD\",\"status\":\"ISSUED\"}";
    }
}
