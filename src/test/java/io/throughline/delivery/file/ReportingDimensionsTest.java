package io.throughline.delivery.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.InProcess;
import io.throughline.contract.Json;
import io.throughline.delivery.Batch;
import io.throughline.journal.Database;
import io.throughline.journal.StoreContract;
import io.throughline.journal.TestDatabases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dimensions say what holds of workers, projects and rates since when and until when, whatever order it was told in. */
class ReportingDimensionsTest extends StoreContract {

    private InProcess.Words words;
    private InProcess product;
    private ReportingDimensions dimensions;

    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }

    @BeforeEach
    void start() throws Exception {
        words = new InProcess.Words();
        product = new InProcess(database, seal, words, clock);
        dimensions = new ReportingDimensions(database, seal, folder.resolve("reporting"));
    }

    @AfterEach
    void stop() {
        product.close();
        words.close();
    }

    private static String data(String type, String subject, String key, int version, String data) {
        ObjectNode event = Json.mapper().createObjectNode();
        event.put("specversion", "1.0")
                .put("id", type + "-" + subject + "-" + version)
                .put("source", "urn:test:hris")
                .put("type", "com.example." + type)
                .put("subject", subject)
                .put("time", NOW.toString())
                .put("partitionkey", key)
                .put("sequence", version)
                .set("data", Json.tree(data));
        return Json.write(event);
    }

    private void take(String document) {
        for (Batch batch : product.read(document.getBytes(StandardCharsets.UTF_8))
                .reading()
                .batches()) {
            assertThat(product.accept(batch).arrivals())
                    .extracting(Batch.Arrival::fate)
                    .as(document)
                    .containsAnyOf(Batch.Fate.ACCEPTED, Batch.Fate.SUPERSEDED);
        }
    }

    private static String change(int version, String from, String field, String old, String now) {
        String type = field.startsWith("org") ? "worker.orgchanged.v1" : "worker.jobchanged.v1";
        return data(
                type,
                "W-0021",
                "worker:W-0021",
                version,
                "{\"workerId\":\"W-0021\",\"version\":" + version + ",\"effectiveDate\":\"" + from
                        + "\",\"changes\":[{\"field\":\"" + field + "\",\"old\":\"" + old + "\",\"new\":\"" + now
                        + "\"}]}");
    }

    private void firm() throws IOException {
        take(data(
                "reference.legalentity.changed.v1",
                "LE-DE",
                "legalentity:LE-DE",
                1,
                "{\"legalEntityId\":\"LE-DE\",\"version\":1,\"name\":\"GmbH\",\"country\":\"DE\",\"currency\":\"EUR\","
                        + "\"timeZone\":\"Europe/Berlin\",\"effectiveFrom\":\"2020-01-01\"}"));
        for (String center : List.of("CC-4100", "CC-4200")) {
            take(data(
                    "reference.costcenter.changed.v1",
                    center,
                    "costcenter:" + center,
                    1,
                    "{\"costCenterId\":\"" + center + "\",\"version\":1,\"legalEntityId\":\"LE-DE\",\"name\":\""
                            + center + "\",\"effectiveFrom\":\"2020-01-01\"}"));
        }
        take(Files.readString(Path.of("src/test/resources/canonical/worker_hired.json")));
    }

    private List<String> lines(String name) throws IOException {
        assertThat(folder.resolve("reporting").resolve(name + ".done")).exists();
        return Files.readAllLines(folder.resolve("reporting").resolve(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "321", "231", "213"})
    void a_worker_has_a_row_for_every_stretch_of_days_whatever_order_changes_come_in(String order) throws IOException {
        firm();
        List<String> changes = new ArrayList<>(List.of(
                change(2, "2026-12-01", "org.costCenterId", "CC-4100", "CC-4200"),
                change(3, "2026-11-01", "job.roleId", "SAR", "PM"),
                change(4, "2027-01-01", "org.managerId", "W-0027", "W-0025")));
        for (char which : order.toCharArray()) {
            take(changes.get(which - '1'));
            dimensions.write();
        }

        assertThat(lines("dim-worker.csv"))
                .containsExactly(
                        "worker_id,valid_from,valid_to,worker_type,status,legal_entity,cost_center,region,location,country,"
                                + "manager_id,role_family,role_id,grade,fte,weekly_hours,hire_date,termination_date",
                        row("2026-10-19,2026-11-01", "CC-4100", "W-0027", "SAR"),
                        row("2026-11-01,2026-12-01", "CC-4100", "W-0027", "PM"),
                        row("2026-12-01,2027-01-01", "CC-4200", "W-0027", "PM"),
                        row("2027-01-01,", "CC-4200", "W-0025", "PM"));
    }

    private static String row(String stretch, String center, String manager, String role) {
        return "W-0021," + stretch + ",EMPLOYEE,PREHIRE,LE-DE," + center + ",EMEA,DE-BER,DE," + manager + ",ARCH,"
                + role + ",,1.0000,40.00,2026-10-19,";
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "21"})
    void prices_end_where_the_next_begin_and_cost_says_nothing_of_names(String order) throws IOException {
        String first = cost("2026-01-01", "70.0000");
        String second = cost("2026-07-01", "72.5000");
        take(order.equals("12") ? first : second);
        take(order.equals("12") ? second : first);
        take(data(
                "ratecard.changed.v1",
                "RC-P-1004",
                "ratecard:RC-P-1004",
                1,
                "{\"rateCardId\":\"RC-P-1004\",\"version\":1,\"projectId\":\"P-1004\",\"rows\":["
                        + "{\"roleId\":\"SAR\",\"rate\":\"165.0000\",\"currency\":\"EUR\",\"from\":\"2026-01-01\",\"to\":\"2026-10-15\"},"
                        + "{\"roleId\":\"PM\",\"unit\":\"DAY\",\"rate\":\"1600.0000\",\"currency\":\"EUR\",\"from\":\"2026-01-01\"},"
                        + "{\"roleId\":\"EXP\",\"unit\":\"EA\",\"rate\":\"5.0000\",\"currency\":\"EUR\",\"from\":\"2026-01-01\"},"
                        + "{\"roleId\":\"SAR\",\"rate\":\"172.5000\",\"currency\":\"EUR\",\"from\":\"2026-10-15\"}]}"));
        dimensions.write();

        assertThat(lines("dim-rate.csv"))
                .containsExactly(
                        "kind,owner,role_id,worker_id,valid_from,valid_to,rate,currency",
                        "BILL,P-1004,PM,,2026-01-01,,200.0000,EUR",
                        "BILL,P-1004,SAR,,2026-01-01,2026-10-15,165.0000,EUR",
                        "BILL,P-1004,SAR,,2026-10-15,,172.5000,EUR",
                        "COST,LE-DE,SAR,,2026-01-01,2026-07-01,70.0000,EUR",
                        "COST,LE-DE,SAR,,2026-07-01,,72.5000,EUR");
    }

    private static String cost(String from, String amount) {
        String id = "CR-LE-DE-SAR-" + from;
        return data(
                "costrate.changed.v1",
                id,
                "costrate:" + id,
                1,
                "{\"costRateId\":\"" + id
                        + "\",\"version\":1,\"legalEntityId\":\"LE-DE\",\"roleId\":\"SAR\",\"from\":\"" + from
                        + "\",\"rate\":{\"amount\":\"" + amount + "\",\"currency\":\"EUR\"}}");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_file_is_written_again_when_something_changed_and_only_then(int changes) throws Exception {
        firm();
        dimensions.write();
        Path file = folder.resolve("reporting/dim-worker.csv");
        Files.delete(file);
        if (changes > 0) {
            take(change(2, "2026-12-01", "org.costCenterId", "CC-4100", "CC-4200"));
        }

        dimensions.write();

        assertThat(Files.exists(file)).isEqualTo(changes > 0);
    }
}
