package io.throughline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.people.Told;
import io.throughline.people.Worker;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Workers are found by what must be unique about them, and nobody else is opened for it. */
abstract class WorkerKeysContract extends StoreContract {

    private Knowledge knowledge;
    private Snapshotting snapshots;
    private WorkerKeys keys;

    @BeforeEach
    void openStores() {
        Entities entities = new Entities(seal, clock);
        knowledge = new Knowledge(database, entities, new Xrefs(database, clock));
        snapshots = new Snapshotting(knowledge, entities, new TimeFactStore(database));
        keys = new WorkerKeys(knowledge);
    }

    @Test
    void a_hire_among_a_thousand_workers_opens_none_that_has_nothing_to_do_with_it() {
        for (int number = 1000; number < 2000; number++) {
            hire(number);
        }
        write("update entity set sealed_data = substring(sealed_data from 1 for 8) where id <> 'W-1000'");
        assertThatThrownBy(() -> keys.byPerson("PER-1001"))
                .as("whoever is opened now says so")
                .isInstanceOf(IllegalStateException.class);

        assertThat(ids(keys.byEmail("w1000@meridian-harbor.example"))).containsExactly("W-1000");
        assertThat(ids(keys.byPerson("PER-1000"))).containsExactly("W-1000");
        assertThat(keys.byEmail("new@meridian-harbor.example")).isEmpty();
        assertThat(keys.byPerson("PER-new")).isEmpty();
        assertThat(keys.prehires()).isEmpty();
    }

    @Test
    void a_mail_address_is_found_in_any_letter_case_and_a_person_as_written() {
        hire(1000);

        assertThat(ids(keys.byEmail("W1000@Meridian-Harbor.Example"))).containsExactly("W-1000");
        assertThat(ids(keys.byPerson("PER-1000"))).containsExactly("W-1000");
        assertThat(keys.byPerson("per-1000")).isEmpty();
    }

    @Test
    void every_worker_of_one_person_is_found() {
        hire(1000);
        ObjectNode second = Told.hire("W-1001");
        ((ObjectNode) second.get("data")).put("personId", "PER-1000");
        store(Told.event(second));

        assertThat(ids(keys.byPerson("PER-1000"))).containsExactly("W-1000", "W-1001");
    }

    @Test
    void a_mail_address_that_was_given_up_finds_nobody() {
        hire(1000);
        store(changed("new@meridian-harbor.example"));

        assertThat(keys.byEmail("w1000@meridian-harbor.example")).isEmpty();
        assertThat(ids(keys.byEmail("new@meridian-harbor.example"))).containsExactly("W-1000");
        assertThat(rows("kind = 'EMAIL'")).isEqualTo(1);
    }

    @Test
    void a_row_that_is_out_of_date_finds_nobody() {
        hire(1000);
        write("update worker_key set key_hash = '" + seal.keyedHash("worker-key", "EMAIL old@x.example")
                + "' where kind = 'EMAIL'");

        assertThat(keys.byEmail("old@x.example")).isEmpty();
    }

    @Test
    void workers_of_the_running_batch_are_found_before_anything_is_stored_and_as_they_were_told_last() {
        hire(1000);
        knowledge.begin();
        snapshots.learn(Told.event(Told.hire("W-1001")));
        snapshots.learn(changed("new@meridian-harbor.example"));

        assertThat(ids(keys.byEmail("w1001@meridian-harbor.example"))).containsExactly("W-1001");
        assertThat(ids(keys.byEmail("new@meridian-harbor.example"))).containsExactly("W-1000");
        assertThat(keys.byEmail("w1000@meridian-harbor.example")).isEmpty();
        knowledge.end();
        assertThat(keys.byEmail("w1001@meridian-harbor.example")).isEmpty();
    }

    @Test
    void workers_of_before_are_taken_in_once_when_none_is_there() {
        hire(1000);
        hire(1001);
        write("delete from worker_key");
        assertThat(keys.byPerson("PER-1000")).isEmpty();

        keys.fill();
        assertThat(ids(keys.byPerson("PER-1000"))).containsExactly("W-1000");
        assertThat(ids(keys.byEmail("w1001@meridian-harbor.example"))).containsExactly("W-1001");

        write("delete from worker_key where kind = 'EMAIL'");
        keys.fill();
        assertThat(rows("kind = 'EMAIL'")).isZero();
    }

    @Test
    void who_is_hired_ahead_is_known_until_he_has_begun() {
        hire(1000);
        ObjectNode ahead = Told.hire("W-1001");
        ((ObjectNode) ahead.get("data")).put("status", "PREHIRE");
        store(Told.event(ahead));
        assertThat(ids(keys.prehires())).containsExactly("W-1001");

        ObjectNode begun = Told.whole("W-1001", 2, "CC-1100", "Consultant", "2026-03-02T10:00:00Z");
        store(Told.event(begun));
        assertThat(keys.prehires()).isEmpty();
    }

    @Test
    void nothing_readable_lies_in_the_table() {
        hire(1000);

        assertThat(rows("key_hash like '%1000%@%' or key_hash like '%PER%'")).isZero();
        assertThat(rows("length(key_hash) = 64")).isEqualTo(2);
    }

    private void hire(int number) {
        store(Told.event(Told.hire("W-" + number)));
    }

    private void store(Event event) {
        database.inTransaction(connection -> {
            snapshots.store(connection, event, 1);
            return null;
        });
    }

    private void write(String sql) {
        database.inTransaction(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    private int rows(String condition) {
        return database.read(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select count(*) from worker_key where " + condition)) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }

    private static Event changed(String email) {
        return Told.event(Told.change("W-1000", 2, "2026-10-05", "workEmail", "w1000@meridian-harbor.example", email));
    }

    private static List<String> ids(List<Worker> workers) {
        return workers.stream().map(Worker::workerId).toList();
    }
}
