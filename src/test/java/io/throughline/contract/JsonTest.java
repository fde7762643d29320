package io.throughline.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.money.Money;
import io.throughline.people.Leave;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void an_amount_is_a_string_and_never_a_number() {
        assertThat(Json.write(Money.of("8.00", "USD"))).isEqualTo("{\"amount\":\"8.00\",\"currency\":\"USD\"}");
        assertThatThrownBy(() -> Json.read("{\"amount\":8.00,\"currency\":\"USD\"}", Money.class))
                .hasMessageContaining("amount")
                .hasMessageContaining("as a string");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e5", "0x10", "8,00", "", " 8", "NaN", "+1", ".5"})
    void only_plain_decimals_are_amounts(String text) {
        assertThatThrownBy(() -> Json.read("{\"amount\":\"" + text + "\",\"currency\":\"USD\"}", Money.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("amount");
    }

    @Test
    void a_date_is_text_and_not_a_count_of_days() {
        String leave = "{\"leaveId\":\"L-1\",\"version\":1,\"workerId\":\"W-1\",\"date\":%s,\"hours\":\"8.00\","
                + "\"type\":\"PTO\",\"status\":\"APPROVED\"}";
        assertThat(Json.write(Json.read(leave.formatted("\"2026-10-08\""), Leave.class)))
                .contains("\"date\":\"2026-10-08\"");
        assertThatThrownBy(() -> Json.read(leave.formatted("20734"), Leave.class))
                .hasMessageContaining("date");
    }

    @Test
    void a_key_that_comes_twice_is_refused() {
        assertThatThrownBy(() -> Json.tree("{\"a\":1,\"a\":2}")).hasMessageContaining("Duplicate field");
    }

    @Test
    void what_follows_the_document_is_refused() {
        assertThatThrownBy(() -> Json.tree("{} {}")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void depth_string_name_and_number_have_limits() {
        assertThatThrownBy(() -> Json.tree("[".repeat(101) + "]".repeat(101))).hasMessageContaining("depth");
        assertThatThrownBy(() -> Json.tree("\"" + "x".repeat((1 << 20) + 1) + "\""))
                .hasMessageContaining("length");
        assertThatThrownBy(() -> Json.tree("{\"" + "n".repeat(257) + "\":1}")).hasMessageContaining("ength");
        assertThatThrownBy(() -> Json.tree("1".repeat(101))).hasMessageContaining("ength");
    }
}
