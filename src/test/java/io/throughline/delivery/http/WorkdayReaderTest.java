package io.throughline.delivery.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkdayReaderTest {

    private final WorkdayReader reader =
            new WorkdayReader(new Credentials(null, null, null, "ISU@t", "a<b>&\"c\" ]]> {page}", false));

    private static WorkdayQuery query(WorkdayQuery.Kind kind) {
        return new WorkdayQuery(
                kind,
                Instant.parse("2026-10-08T12:00:00Z"),
                Instant.parse("2026-10-08T12:05:00Z"),
                Instant.parse("2026-10-08T12:05:01Z"),
                LocalDate.parse("2026-10-09"));
    }

    private static HttpReply page(int total) {
        String xml =
                "<Envelope><wd:Total_Pages xmlns:wd='urn:com.workday/bsvc'>" + total + "</wd:Total_Pages></Envelope>";
        return new HttpReply(200, Map.of(), xml.getBytes(StandardCharsets.UTF_8));
    }

    private static String body(Enquiry enquiry) {
        return new String(enquiry.ask().body(), StandardCharsets.UTF_8);
    }

    @Test
    void values_are_escaped_and_taken_literally() {
        assertThat(body(reader.workers(query(WorkdayQuery.Kind.UPDATED))))
                .contains("a&lt;b&gt;&amp;\"c\" ]]&gt; {page}</wsse:Password>");
    }

    @Test
    void each_kind_of_query_has_only_its_own_range() {
        assertThat(body(reader.workers(query(WorkdayQuery.Kind.UPDATED))))
                .contains("<bsvc:Updated_From>2026-10-08T12:00:00Z<")
                .contains("<bsvc:Updated_Through>2026-10-08T12:05:00Z<")
                .doesNotContain("Effective_From");
        assertThat(body(reader.workers(query(WorkdayQuery.Kind.EFFECTIVE))))
                .contains("<bsvc:Effective_From>2026-10-08T12:00:00Z<")
                .doesNotContain("Updated_From");
    }

    @Test
    void one_worker_is_asked_for_by_his_number_and_nothing_else() {
        String asked = body(reader.workers(WorkdayQuery.of(
                new WorkdayQuery.Reference("Employee_ID", "210002"),
                Instant.parse("2026-10-08T12:05:01Z"),
                LocalDate.parse("2026-10-09"))));
        assertThat(asked)
                .contains("<bsvc:ID bsvc:type=\"Employee_ID\">210002</bsvc:ID>")
                .contains("<bsvc:As_Of_Entry_DateTime>2026-10-08T12:05:01Z<")
                .doesNotContain("Contingent_Worker_ID")
                .doesNotContain("Request_Criteria");
        assertThat(body(reader.workers(query(WorkdayQuery.Kind.UPDATED))))
                .contains("Exclude_Inactive_Workers>false<")
                .doesNotContain("Request_References");
    }

    @Test
    void all_pages_are_asked_for_with_the_same_moments() {
        Enquiry enquiry = reader.workers(query(WorkdayQuery.Kind.EFFECTIVE));
        for (int number = 1; number <= 3; number++) {
            assertThat(body(enquiry))
                    .contains("<bsvc:Page>" + number + "<")
                    .contains("<bsvc:As_Of_Effective_Date>2026-10-09<")
                    .contains("<bsvc:As_Of_Entry_DateTime>2026-10-08T12:05:01Z<");
            enquiry.told(page(3));
        }
        assertThat(enquiry.ask()).isNull();
        assertThat((List<?>) enquiry.result()).hasSize(3);
    }

    @Test
    void a_fault_is_told_in_its_own_words() {
        String fault = "<E><F><faultcode>Client.validationError</faultcode><faultstring>Invalid ID value.</faultstring>"
                + "<detail><Detail_Message>'CC-4299' is not valid</Detail_Message></detail></F></E>";
        HttpReply reply = new HttpReply(500, Map.of(), fault.getBytes(StandardCharsets.UTF_8));
        assertThat(reader.workers(query(WorkdayQuery.Kind.UPDATED)).words(reply))
                .isEqualTo("Client.validationError - Invalid ID value. - 'CC-4299' is not valid");
    }

    @Test
    void an_answer_with_a_document_type_is_not_read() {
        String bomb = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x><Total_Pages>&e;</Total_Pages></x>";
        HttpReply reply = new HttpReply(200, Map.of(), bomb.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(
                        () -> reader.workers(query(WorkdayQuery.Kind.UPDATED)).told(reply))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
