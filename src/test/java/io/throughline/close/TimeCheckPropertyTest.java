package io.throughline.close;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/** C1 over any month: the order of rows makes no difference, and no hour gets lost between files and totals. */
class TimeCheckPropertyTest {

    /**
     * One entry of a month.
     *
     * @param inErp how often the ERP has it, and how many quarters of an hour more
     */
    record Entry(int worker, int project, int quarters, boolean billable, int inErp, int more) {}

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void rows_in_another_order_give_the_same_result_and_the_totals_are_the_sums(
            @ForAll("entries") List<Entry> entries, @ForAll long seed) throws IOException {
        Path folder = Files.createTempDirectory("close");
        try {
            List<Results.Row> inOrder = month(folder, entries).rows("C1");
            List<Results.Row> shuffled = month(folder, entries).shuffled(seed).rows("C1");
            Verdict verdict = month(folder, entries).verdict("C1");

            assertThat(shuffled).isEqualTo(inOrder);
            assertThat(verdict.totals())
                    .anySatisfy(total -> {
                        assertThat(total.name()).isEqualTo("psa");
                        assertThat(total.value()).isEqualByComparingTo(psa(entries));
                    })
                    .anySatisfy(total -> {
                        assertThat(total.name()).isEqualTo("erp");
                        assertThat(total.value()).isEqualByComparingTo(erp(entries));
                    });
            assertThat(verdict.outside() > 0).isEqualTo(inOrder.stream().anyMatch(Results.Row::outside));
        } finally {
            delete(folder);
        }
    }

    @Provide
    Arbitrary<List<Entry>> entries() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(-8, 40),
                        Arbitraries.of(true, true, false),
                        Arbitraries.frequency(Tuple.of(8, 1), Tuple.of(1, 0), Tuple.of(1, 2)),
                        Arbitraries.integers().between(0, 1))
                .as(Entry::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    private static Month month(Path folder, List<Entry> entries) {
        Month month = new Month(folder);
        List<String> workers = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            String name = "T-" + i + ",W-" + entry.worker() + ",P-" + entry.project() + ",2026-10-05,";
            month.with("psa_time", name + hours(entry.quarters()) + "," + entry.billable() + ",,215,USD");
            for (int times = 0; times < entry.inErp(); times++) {
                month.with("erp_time", name + hours(entry.quarters() + entry.more()) + ",215,USD");
            }
            if (!workers.contains("W-" + entry.worker())) {
                workers.add("W-" + entry.worker());
                month.with("payroll_hours", "W-" + entry.worker() + ",8.00,true,HOURLY");
            }
        }
        return month;
    }

    private static BigDecimal psa(List<Entry> entries) {
        return entries.stream().map(entry -> hours(entry.quarters())).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal erp(List<Entry> entries) {
        return entries.stream()
                .map(entry -> hours(entry.quarters() + entry.more()).multiply(BigDecimal.valueOf(entry.inErp())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal hours(int quarters) {
        return new BigDecimal("0.25").multiply(BigDecimal.valueOf(quarters));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }
}
