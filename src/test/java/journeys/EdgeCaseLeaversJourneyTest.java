package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.TimeFact;
import io.throughline.people.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import journeys.EdgeFirm.Time;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Edge cases of people who leave: known too late, and asked to approve afterwards. */
@TestMethodOrder(OrderAnnotation.class)
class EdgeCaseLeaversJourneyTest {

    @TempDir
    static Path folder;

    private static EdgeFirm firm;

    @BeforeAll
    static void start() throws Exception {
        firm = EdgeFirm.at(folder, "2026-10-27T20:00:00Z", "throughline.desk.millis", "200");
        firm.hire("W-0001", "W-0003", "W-0009", "W-0010", "W-0018");
        firm.open("P-1001");
        firm.told(
                Time.of("T-2501", "W-0018", "P-1001", "2026-10-26", 480),
                Time.of("T-2503", "W-0009", "P-1001", "2026-10-26", 480));
        firm.awaitBill("T-2501", "8:00");
    }

    @AfterAll
    static void stop() {
        firm.close();
    }

    @Test
    @Order(1)
    void E25_backdated_termination() throws Exception {
        assertThat(account("W-0018").path("active").asBoolean()).isTrue();
        ortegaLeaves();

        firm.until("worker:W-0018", () -> !account("W-0018").path("active").asBoolean());
        JsonNode flagged = firm.onlyCase("V-WRK-21", "AFTER_TERMINATION", "T-2501");
        assertThat(flagged.toString()).contains("784.00 USD");
        String number = flagged.path("id").asText();
        eventually()
                .until(() -> firm.product().read("/api/v1/exceptions/" + number).has("workers"));
        JsonNode exposed = firm.product().read("/api/v1/exceptions/" + number);
        assertThat(exposed.at("/workers/0/id").asText()).isEqualTo("W-0018");
        assertThat(exposed.at("/workers/0/projects/0/id").asText()).isEqualTo("P-1001");
        assertThat(exposed.at("/workers/0/projects/0/exposure/0/amount").asText())
                .isEqualTo("784.00");
        assertThat(exposed.at("/payrollExposure/hours").asText()).isEqualTo("8.00");
        firm.told(Time.of("T-2502", "W-0018", "P-1001", "2026-10-27", 480));
        JsonNode late = firm.onlyCase("V-TIM-03", "AFTER_TERMINATION", "2026-10-27");
        JsonNode readiness = firm.product().read("/api/v1/projects/P-1001/billing-readiness?cycle=2026-10");
        assertThat(readiness.path("ready").asBoolean()).as(readiness.toString()).isFalse();

        firm.clock().set(Instant.parse("2026-11-02T15:00:00Z"));
        Path hours = firm.product().exchange("adp", "out").resolve("OCT26B");
        firm.until("payroll:LE-US-2026-10B", () -> firm.files("adp", "PR.*EPI.*\\.csv").stream()
                .anyMatch(file -> file.startsWith(hours)));
        assertThat(firm.files("adp", "PR.*EPI.*\\.csv"))
                .filteredOn(file -> file.startsWith(hours))
                .singleElement()
                .satisfies(file -> assertThat(file).content().contains("210009").doesNotContain("210018"));
        assertThat(firm.fact("T-2501").invoiceId()).isNull();

        firm.post(Told.ending("W-0018", 3, "terminated", "2026-10-26", "VOLUNTARY", "2026-11-02T14:00:00Z"));
        decided(flagged, "replay", "HR: the last day was the 26th");
        decided(late, "discard", "nobody was there on the 27th");
        firm.until("payroll:LE-US-2026-10B", () -> paid("OCT26B2", "210018") != null);
        assertThat(paid("OCT26B2", "210018")).contains("210018,8.00,");
        firm.until("project:P-1001", () -> firm.fact("T-2501").state() == TimeFact.State.BILLED);
        assertThat(firm.bills("T-2502")).isEmpty();
    }

    @Test
    @Order(2)
    void E23_approver_problems() throws Exception {
        firm.clock().set(Instant.parse("2026-11-02T16:00:00Z"));
        firm.told(Time.of("T-2301", "W-0003", "P-1001", "2026-10-22", 60).with("approvedBy", "W-0003"));
        firm.told(Time.of("T-2302", "W-0003", "P-1001", "2026-10-21", 60)
                .with("approvedBy", "W-0018")
                .with("approvedAt", "2026-10-29T10:00:00Z"));

        assertThat(firm.onlyCase("V-TIM-09", "SELF_APPROVAL: W-0003").toString())
                .contains("W-0001 is to approve it");
        assertThat(firm.onlyCase("V-TIM-09", "APPROVER_INACTIVE: W-0018").toString())
                .contains("W-0001 is to approve it");
        assertThat(firm.bills("T-2301")).isEmpty();
        assertThat(firm.bills("T-2302")).isEmpty();
        firm.told(Time.of("T-2301", "W-0003", "P-1001", "2026-10-22", 60)
                .version(2)
                .with("approvedBy", "W-0001"));
        firm.told(Time.of("T-2302", "W-0003", "P-1001", "2026-10-21", 60)
                .version(2)
                .with("approvedBy", "W-0001"));
        firm.awaitBill("T-2301", "1:00");
        firm.awaitBill("T-2302", "1:00");
        firm.until("time:T-2302", () -> firm.cases("V-TIM-09").isEmpty());
    }

    private static void ortegaLeaves() throws Exception {
        firm.clock().set(Instant.parse("2026-10-28T12:00:00Z"));
        firm.post(Told.ending("W-0018", 2, "terminated", "2026-10-23", "VOLUNTARY", "2026-10-28T09:00:00Z"));
    }

    private static void decided(JsonNode one, String verb, String reason) throws Exception {
        var answer = firm.product()
                .post("/api/v1/exceptions/" + one.path("id").asText() + "/" + verb, "{\"reason\":\"" + reason + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }

    /** What a pay-data batch says of a worker; null when nothing. */
    private static String paid(String batch, String number) throws Exception {
        for (Path file : firm.files("adp", "PR.*EPI.*\\.csv")) {
            for (String row : Files.readAllLines(file)) {
                if (row.contains("," + batch + "," + number + ",")) {
                    return row;
                }
            }
        }
        return null;
    }

    private static JsonNode account(String workerId) {
        return firm.records("scim", "User", "externalId", workerId).get(0);
    }
}
