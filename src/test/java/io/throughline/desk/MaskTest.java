package io.throughline.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import org.junit.jupiter.api.Test;

/** What the desk shows of accounts and salaries. */
class MaskTest {

    @Test
    void accounts_and_salaries_are_hidden_and_what_they_belong_to_is_not() {
        JsonNode account = Mask.over(
                Json.tree(
                        "{\"ownerId\":\"W-0021\",\"holder\":\"Lena Fischer\",\"iban\":\"DE02120300000000202051\",\"version\":1}"));
        JsonNode batch = Mask.over(
                Json.tree(
                        "{\"batchId\":\"B-1\",\"debtor\":{\"iban\":\"DE89370400440532013000\"},"
                                + "\"payments\":[{\"name\":\"Lena Fischer\",\"iban\":\"DE02120300000000202051\",\"amount\":\"2105.55\"}]}"));
        JsonNode paid = Mask.over(Json.tree("{\"workerId\":\"W-0021\",\"salary\":{\"amount\":\"2105.55\"}}"));

        assertThat(account.path("ownerId").asText()).isEqualTo("W-0021");
        assertThat(batch.path("batchId").asText()).isEqualTo("B-1");
        assertThat(paid.path("workerId").asText()).isEqualTo("W-0021");
        assertThat(account.toString() + batch + paid).doesNotContain("DE02", "DE89", "Fischer", "2105.55");
    }

    @Test
    void a_written_payment_file_shows_no_account_of_its_command() {
        JsonNode command = Json.tree("{\"payments\":[{\"iban\":\"DE02120300000000202051\",\"amount\":\"2105.55\"}]}");
        JsonNode file = Json.tree("{\"body\":{\"IBAN\":\"DE02120300000000202051\",\"MsgId\":\"B-1\"}}");

        assertThat(Mask.words(file, command).toString()).contains("B-1").doesNotContain("DE02");
    }
}
