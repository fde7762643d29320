package bench;

import com.sun.management.OperatingSystemMXBean;
import io.throughline.close.Reconciliation;
import io.throughline.close.Scope;
import io.throughline.close.Verdict;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * C1 over generated extracts against hand-written DuckDB SQL over the same files in the same run: wall time, processor
 * time of the whole process, highest resident memory and highest heap. Every measurement is a process of its own; both kinds take turns.
 */
public final class Reconcile {

    private static final int ROUNDS = 5;
    private static final int ENTRIES_OF_A_WORKER = 40;

    /** What somebody writes who wants an answer today: hours summed per side, joined, a class for each pair. */
    private static final String PLAIN =
            """
            copy (
                with p as (
                    select worker_id, project_id, sum(hours) as hours from read_csv('%1$s/psa_time.csv')
                    where work_date between date '2026-10-01' and date '2026-10-31' group by all
                ), e as (
                    select worker_id, project_id, sum(hours) as hours from read_csv('%1$s/erp_time.csv')
                    where work_date between date '2026-10-01' and date '2026-10-31' group by all
                ), w as (
                    select worker_id, sum(hours) as hours from p group by all
                ), y as (
                    select worker_id, sum(hours) as hours from read_csv('%1$s/payroll_hours.csv') group by all
                )
                select coalesce(p.worker_id, e.worker_id) as worker_id, coalesce(p.project_id, e.project_id) as project_id,
                    p.hours as psa, e.hours as erp, y.hours as payroll,
                    case
                        when abs(coalesce(p.hours, 0) - coalesce(e.hours, 0)) > 0.05 then 'DIFFERENT'
                        when abs(coalesce(w.hours, 0) - coalesce(y.hours, 0)) > 0.05 then 'PAYROLL'
                        else 'MATCH'
                    end as class
                from p
                full join e on e.worker_id = p.worker_id and e.project_id = p.project_id
                left join w on w.worker_id = coalesce(p.worker_id, e.worker_id)
                left join y on y.worker_id = coalesce(p.worker_id, e.worker_id)
                order by 1, 2
            ) to '%1$s/plain.csv' (header true)
            """;

    private Reconcile() {}

    /** Measures one way in this process: {@code ours} or {@code plain}, and the folder. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        long start = System.nanoTime();
        String found = arguments[0].equals("ours") ? ours(folder) : plain(folder);
        long millis = (System.nanoTime() - start) / 1_000_000;
        long cpu =
                ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1_000_000;
        System.out.println(millis + " " + resident() + " " + heap() + " " + cpu + " " + found);
    }

    static void run(Path folder) throws Exception {
        for (int entries : new int[] {100_000, 1_000_000}) {
            Path files = Files.createDirectories(folder.resolve("n" + entries));
            generate(files, entries, 4711);
            List<long[]> ours = new ArrayList<>();
            List<long[]> plain = new ArrayList<>();
            for (int round = 0; round <= ROUNDS; round++) {
                long[] one = measure("ours", files, round == 0);
                long[] other = measure("plain", files, round == 0);
                if (round > 0) {
                    ours.add(one);
                    plain.add(other);
                }
            }
            report(entries, "ours", ours);
            report(entries, "plain", plain);
            System.out.printf(
                    "%,d entries: ratio of wall time %.2f, of processor time %.2f%n",
                    entries, (double) median(ours, 0) / median(plain, 0), (double) median(ours, 3) / median(plain, 3));
        }
    }

    private static String ours(Path folder) throws IOException {
        Scope scope = Scope.of("LE-US", YearMonth.of(2026, 10), ZoneId.of("America/New_York"), "USD");
        Path work = folder.resolve("work");
        try (Reconciliation reconciliation = new Reconciliation(scope, folder, folder, work)) {
            Verdict verdict = reconciliation.run("C1");
            reconciliation.results().csv(folder.resolve("ours.csv"));
            return verdict.classes() + " " + verdict.totals();
        }
    }

    private static String plain(Path folder) throws Exception {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute(PLAIN.formatted(folder));
            return "-";
        }
    }

    private static long[] measure(String way, Path files, boolean loud) throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Reconcile.class.getName(),
                way,
                files.toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(process.getInputStream().readAllBytes()).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(way + " failed: " + answer);
        }
        if (loud) {
            System.out.println(way + " " + answer.split(" ", 5)[4]);
        }
        return Arrays.stream(answer.split(" ", 5))
                .limit(4)
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static void report(int entries, String way, List<long[]> measured) {
        System.out.printf(
                "%,d entries, %-5s  wall %,6d ms (%,d to %,d)  processor %,d ms  resident %,d MB  heap %,d MB%n",
                entries,
                way,
                median(measured, 0),
                measured.stream().mapToLong(one -> one[0]).min().orElse(0),
                measured.stream().mapToLong(one -> one[0]).max().orElse(0),
                median(measured, 3),
                median(measured, 1) / 1024,
                median(measured, 2) / 1024);
    }

    private static long median(List<long[]> measured, int what) {
        long[] sorted = measured.stream().mapToLong(one -> one[what]).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** The most this process had resident, in KiB. */
    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(-1);
    }

    /** The most its heap held, in KiB. */
    private static long heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum()
                / 1024;
    }

    /** A month of time: of a thousand entries one is missing in the ERP, one has other hours there, one another price. */
    private static void generate(Path folder, int entries, long seed) throws IOException {
        Random random = new Random(seed);
        try (BufferedWriter psa = Files.newBufferedWriter(folder.resolve("psa_time.csv"));
                BufferedWriter erp = Files.newBufferedWriter(folder.resolve("erp_time.csv"));
                BufferedWriter payroll = Files.newBufferedWriter(folder.resolve("payroll_hours.csv"))) {
            psa.write("entry_id,worker_id,project_id,work_date,hours,billable,approved_at,bill_rate,currency\n");
            erp.write("entry_id,worker_id,project_id,work_date,hours,bill_rate,currency\n");
            payroll.write("worker_id,hours,worked,basis\n");
            for (int worker = 0; worker < entries / ENTRIES_OF_A_WORKER; worker++) {
                int quarters = 0;
                for (int i = 0; i < ENTRIES_OF_A_WORKER; i++) {
                    int length = 1 + random.nextInt(32);
                    quarters += length;
                    String name = "T-" + (worker * ENTRIES_OF_A_WORKER + i) + ",W-" + worker + ",P-"
                            + (worker % 997 + i % 2) + ",2026-10-" + (10 + random.nextInt(21)) + ",";
                    psa.write(name + quarter(length) + ",true,2026-10-31T12:00:00Z,215.0000,USD\n");
                    int luck = random.nextInt(1000);
                    if (luck != 0) {
                        erp.write(name
                                + quarter(luck == 1 ? length + 1 : length)
                                + (luck == 2 ? ",205.0000,USD\n" : ",215.0000,USD\n"));
                    }
                }
                payroll.write("W-" + worker + "," + quarter(random.nextInt(1000) == 0 ? quarters - 4 : quarters)
                        + ",true,HOURLY\n");
            }
        }
    }

    private static String quarter(int quarters) {
        return quarters / 4 + "." + "%02d".formatted(quarters % 4 * 25);
    }
}
