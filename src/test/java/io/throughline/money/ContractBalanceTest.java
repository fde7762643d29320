package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.throughline.money.UnbilledAgeing.Bucket;
import io.throughline.money.UnbilledAgeing.Item;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractBalanceTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 10, 31);

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }

    @Test
    void what_is_withheld_is_billed_and_no_work_in_progress() {
        ContractBalance balance = new ContractBalance("CT-1", usd("60000.00"), usd("54000.00"), usd("6000.00"));
        assertThat(balance.billed()).isEqualTo(usd("60000.00"));
        assertThat(balance.net()).isEqualTo(usd("0.00"));
        assertThat(balance.asset()).isEqualTo(usd("0.00"));
        assertThat(balance.liability()).isEqualTo(usd("0.00"));
    }

    @Test
    void a_contract_has_an_asset_or_a_liability_and_never_both() {
        ContractBalance asset = ContractBalance.of("CT-1", usd("10.00"), usd("9.99"));
        assertThat(asset.net()).isEqualTo(usd("0.01"));
        assertThat(asset.asset()).isEqualTo(usd("0.01"));
        assertThat(asset.liability()).isEqualTo(usd("0.00"));
        ContractBalance liability = ContractBalance.of("CT-2", usd("9.99"), usd("10.00"));
        assertThat(liability.net()).isEqualTo(usd("-0.01"));
        assertThat(liability.asset()).isEqualTo(usd("0.00"));
        assertThat(liability.liability()).isEqualTo(usd("0.01"));
    }

    @Test
    void contracts_are_added_up_side_by_side() {
        ContractBalance one = ContractBalance.of("CT-1", usd("100.00"), usd("40.00"));
        ContractBalance other = ContractBalance.of("CT-2", usd("10.00"), usd("80.00"));
        assertThat(ContractBalance.totals(List.of(one, other, one), "USD"))
                .isEqualTo(new ContractBalance.Totals(usd("120.00"), usd("70.00")));
        assertThat(ContractBalance.totals(List.of(), "USD"))
                .isEqualTo(new ContractBalance.Totals(usd("0.00"), usd("0.00")));
    }

    @ParameterizedTest
    @CsvSource({
        "0, DAYS_30",
        "30, DAYS_30",
        "31, DAYS_60",
        "60, DAYS_60",
        "61, DAYS_90",
        "90, DAYS_90",
        "91, OLDER",
        "400, OLDER"
    })
    void unbilled_work_ages_from_the_day_of_service(int days, Bucket bucket) {
        Map<Bucket, Money> ages =
                UnbilledAgeing.of(List.of(new Item(TODAY.minusDays(days), usd("7.00"))), TODAY, "USD");
        for (Bucket one : Bucket.values()) {
            assertThat(ages.get(one)).isEqualTo(one == bucket ? usd("7.00") : usd("0.00"));
        }
    }

    @Test
    void amounts_of_one_age_are_summed() {
        Map<Bucket, Money> ages = UnbilledAgeing.of(
                List.of(
                        new Item(TODAY, usd("1.00")),
                        new Item(TODAY.minusDays(30), usd("2.00")),
                        new Item(TODAY.minusDays(31), usd("4.00"))),
                TODAY,
                "USD");
        assertThat(ages)
                .containsExactly(
                        Map.entry(Bucket.DAYS_30, usd("3.00")),
                        Map.entry(Bucket.DAYS_60, usd("4.00")),
                        Map.entry(Bucket.DAYS_90, usd("0.00")),
                        Map.entry(Bucket.OLDER, usd("0.00")));
    }

    @Test
    void work_of_a_day_to_come_has_no_age() {
        Item tomorrow = new Item(TODAY.plusDays(1), usd("1.00"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnbilledAgeing.of(List.of(tomorrow), TODAY, "USD"))
                .withMessage("serviceDate 2026-11-01 is after 2026-10-31");
    }
}
