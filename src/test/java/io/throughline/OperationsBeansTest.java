package io.throughline;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.delivery.http.Connectors;
import io.throughline.delivery.http.Operation;
import io.throughline.replay.Policy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which operations nobody may replay alone. */
class OperationsBeansTest {

    @ParameterizedTest
    @CsvSource({
        "netsuite, time, true",
        "netsuite, time-reversed, true",
        "netsuite, invoice, true",
        "adp, pay-data, true",
        "adp, change, true",
        "netsuite, employee, false",
        "kantata, user, false"
    })
    void what_moves_money_needs_a_second_person(String system, String operation, boolean financial) {
        Policy policy = OperationsBeans.policy(Settings.of(Map.of()));

        assertThat(policy.isFinancial(system, operation)).isEqualTo(financial);
    }

    @Test
    void a_setting_adds_operations_and_takes_none_away() {
        Policy policy =
                OperationsBeans.policy(Settings.of(Map.of("throughline.replay.financial", "kantata/user, scim/*")));

        assertThat(policy.isFinancial("kantata", "user")).isTrue();
        assertThat(policy.isFinancial("scim", "activate")).isTrue();
        assertThat(policy.isFinancial("netsuite", "time-reversed")).isTrue();
    }

    @Test
    void every_operation_says_what_is_at_stake() {
        assertThat(Connectors.operations()).extracting(Operation::stake).doesNotContainNull();
    }
}
