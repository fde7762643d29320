package io.throughline.close;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every approved minute of a month has one place, and a pack that was touched shows it. */
class ClosePackTest {

    private static final Instant NOW = Instant.parse("2026-11-03T09:00:00Z");

    @TempDir
    Path folder;

    private Month month;

    @BeforeEach
    void begin() {
        month = new Month(folder.resolve("files"))
                .with("canonical_projects", "P-1,TM", "P-2,FIXED_MILESTONE", "P-3,TM_NTE")
                .with(
                        "canonical_time",
                        time("T-1", "P-1", 480, true, "BILLED", "INV-1"),
                        time("T-2", "P-1", 475, true, "TRANSFERRED", ""),
                        time("T-3", "P-1", 61, false, "TRANSFERRED", ""),
                        time("T-4", "P-2", 30, true, "TRANSFERRED", ""),
                        time("T-5", "P-3", 90, true, "WRITTEN_OFF", ""),
                        time("T-6", "P-3", -15, true, "BILLED", "INV-2"),
                        time("T-7", "P-3", 480, true, "REJECTED", ""))
                .with("canonical_exceptions", "7,time:T-2,V-BIL-05,RATE_NOT_FOUND,2026-10-06T08:00:00Z,finance,")
                .with("canonical_parked", "T-8,P-1,2026-10-07,59,true,waits for worker@kantata:42");
    }

    @Test
    void every_approved_minute_is_billed_parked_or_not_billable() {
        String line = pack();
        JsonNode pack = Json.tree(line);

        assertThat(pack.path("minutes").toString())
                .isEqualTo("{\"approved\":1180,\"billed\":465,\"parked\":534,\"nonBillable\":181,\"unexplained\":0}");
        assertThat(pack.path("holds").asBoolean()).isTrue();
        assertThat(pack.path("reasons").toString())
                .contains(
                        "{\"fate\":\"PARKED\",\"reason\":\"V-BIL-05 RATE_NOT_FOUND\",\"entries\":1,\"minutes\":475,\"examples\":[\"T-2\"]}")
                .contains(
                        "{\"fate\":\"PARKED\",\"reason\":\"waits for worker@kantata:42\",\"entries\":1,\"minutes\":59,\"examples\":[\"T-8\"]}")
                .contains("{\"fate\":\"NON_BILLABLE\",\"reason\":\"not billable\",\"entries\":1,\"minutes\":61}")
                .contains(
                        "{\"fate\":\"NON_BILLABLE\",\"reason\":\"not billed by the hour: FIXED_MILESTONE\",\"entries\":1,\"minutes\":30}")
                .contains("{\"fate\":\"NON_BILLABLE\",\"reason\":\"written off\",\"entries\":1,\"minutes\":90}");
        assertThat(new PackVerifier(key()).verify(line)).isEmpty();
        assertThat(PackText.of(pack))
                .contains("Every approved hour is billed, parked with a reason, or not billable.")
                .contains("total                   19:40         7:45         8:54         3:01         0:00")
                .contains("PARKED               7:55  1 entries: V-BIL-05 RATE_NOT_FOUND (T-2)");
    }

    @Test
    void hours_that_nobody_can_explain_make_the_statement_false() {
        month.with("canonical_time", time("T-9", "P-1", 45, true, "TRANSFERRED", ""));

        JsonNode pack = Json.tree(pack());

        assertThat(pack.path("holds").asBoolean()).isFalse();
        assertThat(pack.path("minutes").path("unexplained").asLong()).isEqualTo(45);
        assertThat(PackText.of(pack)).contains("NOT every approved hour").contains("(T-9)");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"billed\":465', '\"billed\":466'",
        "'\"parked\":534', '\"parked\":535'",
        "2026-10, 2026-09",
        "V-BIL-05, V-BIL-06",
        "'\"hmac\":\"', '\"hmac\":\"0'"
    })
    void a_pack_that_was_touched_is_found_out(String was, String is) {
        String line = pack();

        assertThat(new PackVerifier(key()).verify(line.replaceFirst(was, is)))
                .anyMatch(problem -> problem.startsWith("it does not bear the signature of audit.key"));
    }

    @Test
    void whoever_holds_the_key_cannot_sign_sums_that_do_not_add_up() {
        ObjectNode pack = (ObjectNode) Json.tree(pack());
        pack.remove("hmac");
        ((ObjectNode) pack.path("minutes")).put("billed", 466);

        assertThat(new PackVerifier(key()).verify(io.throughline.audit.SignedDocument.sign(pack, key())))
                .containsExactlyInAnyOrder(
                        "the total has 1180 approved minutes, its parts have 1181",
                        "the reasons of BILLED have 465 minutes, the total is 466");
    }

    @Test
    void another_key_and_other_documents_are_refused() {
        String line = pack();
        io.throughline.http.OperatorKey.at(folder.resolve("other.key"));

        assertThat(new PackVerifier(folder.resolve("other.key")).verify(line)).hasSize(1);
        assertThat(new PackVerifier(key()).verify("hello"))
                .singleElement()
                .asString()
                .startsWith("it is no JSON");
        assertThat(new PackVerifier(key()).verify("{}")).contains("it is no close pack");
    }

    @Test
    void there_is_no_pack_without_the_time() {
        month.without("canonical_time");

        assertThatThrownBy(this::pack)
                .hasMessage("there is no close pack: no canonical_time extract for LE-US 2026-10");
    }

    private Path key() {
        return folder.resolve("audit.key");
    }

    private String pack() {
        try (Reconciliation reconciliation = month.open()) {
            return ClosePack.make(
                    reconciliation, Month.SCOPE, Json.tree("{\"files\":[],\"heads\":[],\"madeAt\":\"x\"}"), key(), NOW);
        }
    }

    private static String time(
            String id, String project, int minutes, boolean billable, String status, String invoice) {
        return id + ",W-1," + project + ",2026-10-05," + minutes + "," + billable + "," + status + ",,,,,,," + invoice;
    }
}
