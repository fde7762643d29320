package io.throughline.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Violation;
import io.throughline.money.PayPeriod;
import io.throughline.money.TimeFact;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaidUntilLastDayTest {

    @Test
    void time_after_the_last_day_is_not_paid() {
        InMemorySnapshots firm = new InMemorySnapshots();
        firm.put("worker", "W-0018", Canon.with(DemoFirm.worker("W-0018"), "payrollId", "210018"));
        TimeOfWorkers time = new TimeOfWorkers();
        time.add("T-1", "W-0018", LocalDate.of(2026, 10, 23), 480, true, TimeFact.State.TRANSFERRED);
        time.add("T-2", "W-0018", LocalDate.of(2026, 10, 26), 480, true, TimeFact.State.TRANSFERRED);
        List<Violation> found = new ArrayList<>();
        PayPeriod period = PayPeriod.parse("2026-10B");
        PayrollBatch batch = new PeriodHours(firm, time, LeaveFacts.over(firm), PayCalendar.shipped())
                .open("LE-US", period, Map.of(), found);
        assertThat(found).isEmpty();
        assertThat(batch.payload("LE-US", period, 1).path("totalHours").asText())
                .isEqualTo("8.00");
    }
}
