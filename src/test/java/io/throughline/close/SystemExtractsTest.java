package io.throughline.close;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import io.throughline.mapping.Translator;
import io.throughline.people.InMemorySnapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table is fetched whole or not at all, ids become ours where they are known, and nothing that lies there is lost. */
class SystemExtractsTest {

    private static final Translator TRANSLATOR = Translator.ofClassPath();
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final String ROW =
            "[{\"entry_id\":\"T-1\",\"worker_id\":\"W-7\",\"project_id\":{\"$xref\":{\"object\":"
                    + "\"project\",\"system\":\"sap\",\"value\":\"%s\"}},\"work_date\":\"2026-10-05\",\"hours\":\"8.00\"}]";

    @TempDir
    Path folder;

    private final InMemorySnapshots known = new InMemorySnapshots() {
        @Override
        public Optional<String> canonicalId(String object, String system, String externalId) {
            return externalId.equals("P-1004.1") ? Optional.of("P-1004") : Optional.empty();
        }
    };
    private SystemExtracts extracts;

    @AfterAll
    static void close() {
        TRANSLATOR.mappings().close();
    }

    @BeforeEach
    void firm() {
        known.put(
                "legal-entity",
                "LE-DE",
                Map.of(
                        "legalEntityId",
                        "LE-DE",
                        "version",
                        1,
                        "name",
                        "GmbH",
                        "country",
                        "DE",
                        "currency",
                        "EUR",
                        "timeZone",
                        "Europe/Berlin"));
        extracts = new SystemExtracts(
                known,
                TRANSLATOR,
                vendor -> "urn:test:" + vendor,
                (system, input) -> !system.equals("reporting") && input.equals("erp_time"),
                List.of("netsuite", "sap"),
                folder,
                Clock.systemUTC());
    }

    private static JsonNode rows(String project) {
        return Json.tree(ROW.formatted(project));
    }

    private Path file() {
        return folder.resolve("LE-DE-2026-10/erp_time.csv");
    }

    private JsonNode fetched(JsonNode rows, Object outcome) {
        try (SystemExtracts.Fetch fetch = extracts.begin("LE-DE", OCTOBER)) {
            for (SystemExtract extract : fetch.extracts()) {
                extract.rows(rows);
                fetch.ended(extract, outcome);
            }
            return fetch.finish().get(0);
        }
    }

    @Test
    void only_systems_of_the_entity_are_asked_and_ids_become_ours_or_stay_theirs() throws IOException {
        JsonNode told = fetched(rows("P-1004.1"), 1);

        assertThat(told.path("systems")).extracting(JsonNode::asText).containsExactly("sap");
        assertThat(told.path("rows").asInt()).isEqualTo(1);
        assertThat(Files.readAllLines(file()))
                .containsExactly(
                        "entry_id,worker_id,project_id,work_date,hours,bill_rate,currency",
                        "T-1,W-7,P-1004,2026-10-05,8.00,,");
        fetched(rows("X.2"), 1);
        assertThat(Files.readAllLines(file()).get(1)).isEqualTo("T-1,W-7,sap:X.2,2026-10-05,8.00,,");
    }

    @Test
    void what_was_there_stays_when_a_system_fails_on_the_way() throws IOException {
        fetched(rows("P-1004.1"), 1);
        String before = Files.readString(file());

        JsonNode told = fetched(rows("X.2"), new IllegalStateException("sap: connection refused"));

        assertThat(told.path("problem").asText()).isEqualTo("sap: connection refused");
        assertThat(told.has("rows")).isFalse();
        assertThat(file()).hasContent(before);
        try (var files = Files.list(file().getParent())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void a_file_of_another_kind_is_left_alone_and_the_system_is_not_asked() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file().resolveSibling("erp_time.parquet"), "x");

        try (SystemExtracts.Fetch fetch = extracts.begin("LE-DE", OCTOBER)) {
            assertThat(fetch.extracts()).isEmpty();
            assertThat(fetch.finish().get(0).path("problem").asText()).startsWith("erp_time.parquet is there already");
        }
        assertThat(file()).doesNotExist();
    }

    @Test
    void the_same_is_not_fetched_twice_at_once_and_an_entity_nobody_knows_not_at_all() {
        try (SystemExtracts.Fetch fetch = extracts.begin("LE-DE", OCTOBER)) {
            assertThatThrownBy(() -> extracts.begin("LE-DE", OCTOBER))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("LE-DE 2026-10 is being fetched already");
            assertThat(fetch.extracts()).hasSize(1);
        }
        extracts.begin("LE-DE", OCTOBER).close();
        assertThatThrownBy(() -> extracts.begin("LE-XX", OCTOBER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no legal entity LE-XX is known");
    }

    @Test
    void a_row_without_a_required_value_is_refused_by_name() {
        JsonNode rows = Json.tree("[{\"entry_id\":\"T-1\",\"worker_id\":\"W-7\"}]");
        assertThatThrownBy(() -> fetched(rows, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a row of erp_time has no project_id");
    }
}
