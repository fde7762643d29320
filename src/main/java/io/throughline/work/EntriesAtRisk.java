package io.throughline.work;

import static io.throughline.work.DataFields.day;
import static io.throughline.work.DataFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.money.Money;
import io.throughline.money.Rate;
import io.throughline.money.TimeFacts;
import io.throughline.work.MoneyAtRisk.Finding;
import io.throughline.work.UnbilledCycles.Cycle;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** CALC-11 for one entry of time or one expense: its worth and the cycle that it keeps from being billed. */
final class EntriesAtRisk {

    private final Snapshots snapshots;
    private final TimeFacts time;
    private final PricesOfTime prices;
    private final UnbilledCycles cycles;

    EntriesAtRisk(Snapshots snapshots, TimeFacts time, PricesOfTime prices, UnbilledCycles cycles) {
        this.snapshots = snapshots;
        this.time = time;
        this.prices = prices;
        this.cycles = cycles;
    }

    Finding time(JsonNode data) {
        Finding about = Finding.ofProject(snapshots, text(data, "projectId"));
        int minutes = Math.abs(data.path("minutes").asInt());
        if (!data.path("billable").asBoolean()) {
            return new Finding(about.projectId(), about.clientId(), null, true, List.of(), minutes, false);
        }
        LocalDate day = day(data, "workDate");
        Optional<Cycle> cycle =
                about.projectId() == null || day == null ? Optional.empty() : cycles.of(about.projectId(), day);
        boolean counted = time.latest(data.path("timeEntryId").asText("-"))
                .filter(fact -> fact.state().approved() && fact.invoiceId() == null)
                .isPresent();
        Optional<Rate> agreed = prices.agreed(data, day);
        Optional<Rate> used = agreed.or(() -> prices.last(data, day));
        Money direct = used.map(rate -> rate.of(minutes)).orElse(null);
        // An entry the cycle counts without a price is worth something there only when a price is found here.
        boolean inCycle = counted && agreed.isPresent();
        return new Finding(
                about.projectId(),
                about.clientId(),
                direct,
                inCycle,
                cycle.stream().toList(),
                minutes,
                agreed.isEmpty());
    }

    Finding expense(JsonNode data) {
        Finding about = Finding.ofProject(snapshots, text(data, "projectId"));
        LocalDate day = day(data, "date");
        if (!data.path("billable").asBoolean() || !data.path("amount").hasNonNull("amount")) {
            return about;
        }
        List<Cycle> held = about.projectId() == null || day == null
                ? List.of()
                : cycles.of(about.projectId(), day).stream().toList();
        Money amount = Json.read(data.get("amount"), Money.class);
        return new Finding(about.projectId(), about.clientId(), amount, false, held, 0, false);
    }
}
