package bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Time, processor time and disk flushes of one run. */
final class Meter {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Meter() {}

    /** Something to be measured. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** What a run of so many events took. */
    record Measured(int events, long nanos, long cpuNanos) {
        double perSecond() {
            return events * 1e9 / nanos;
        }

        double cpuMicros() {
            return cpuNanos / 1e3 / events;
        }
    }

    static Measured time(int events, Work work) throws Exception {
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        work.run();
        return new Measured(events, System.nanoTime() - start, SYSTEM.getProcessCpuTime() - cpu);
    }

    /** What a run asked of the disk: forced flushes, and writes to the files of the database. */
    record Disk(long flushes, long databaseWrites, long databaseBytes) {}

    /** Counts {@code FileChannel.force} and writes by the JDK's flight recorder. */
    static Disk disk(Work work) throws Exception {
        Path file = Files.createTempFile("bench", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withoutThreshold().withoutStackTrace();
            recording.enable("jdk.FileWrite").withoutThreshold().withoutStackTrace();
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
            return count(file);
        } finally {
            Files.delete(file);
        }
    }

    private static Disk count(Path file) throws IOException {
        long flushes = 0;
        long writes = 0;
        long bytes = 0;
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (event.getEventType().getName().equals("jdk.FileForce")) {
                    flushes++;
                } else if (String.valueOf(event.getString("path")).endsWith(".mv.db")) {
                    writes++;
                    bytes += event.getLong("bytesWritten");
                }
            }
        }
        return new Disk(flushes, writes, bytes);
    }
}
