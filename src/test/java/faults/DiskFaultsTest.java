package faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Disks that are full or cannot be written to, and that are well again later. */
@Tag("faults")
@ExtendWith(Scoreboard.class)
class DiskFaultsTest {

    private Path mounted;

    @AfterEach
    void unmount() {
        if (mounted != null) {
            Commands.attempt("umount", "-l", mounted.toString());
            mounted = null;
        }
    }

    @Test
    @Fault("F19")
    void a_full_disk_under_the_broker_is_an_error_for_producers_and_turns_the_node_red() throws Exception {
        try (Scenario full = Scenario.prepared("disk-broker")) {
            mount(full.folder().resolve("data/broker"), 60);
            full.node().start();
            full.driver().jms(Scenario.workers(2, 1));
            Path ballast = fill(mounted);
            List<Event> refused = Scenario.workers(40, 1);
            Patience.until("producers get an error or the node says it is not well", () -> {
                boolean taken = full.driver().jms(refused);
                return !taken || !healthy(full.node());
            });
            Files.delete(ballast);
            full.node().killAndRestart();
            Oracle.Terms terms = new Oracle.Terms().mayLog("AMQ22\\d{4}|NullPointerException|disk|space");
            full.driver().insist();
            full.judge(terms);
        }
    }

    @Test
    @Fault("F20")
    void a_full_disk_under_the_database_ends_the_process_and_the_next_one_has_lost_nothing() throws Exception {
        try (Scenario full = Scenario.prepared("disk-database")) {
            Path data = full.folder().resolve("data");
            Path aside = full.folder().resolve("aside");
            Files.move(data, aside);
            mount(data, 90);
            copy(aside, data);
            full.node().start();
            full.driver().jms(Scenario.workers(2, 1));
            Path ballast = fill(mounted);
            for (Event event : Scenario.workers(6, 2)) {
                full.driver().http(event);
            }
            assertThat(full.node().process().awaitExit(60)).isEqualTo(74);
            Files.delete(ballast);
            full.node().start();
            Oracle.Terms terms = new Oracle.Terms().mayLog("AMQ22\\d{4}|\\b90\\d{3}\\b|space|NullPointerException");
            full.driver().insist();
            full.judge(terms);
        }
    }

    @Test
    @Fault("F21")
    void a_full_disk_under_the_log_does_not_stop_the_work() throws Exception {
        try (Scenario full = Scenario.prepared("disk-log")) {
            mount(full.folder().resolve("log"), 1);
            full.node().logTo(mounted.resolve("node.log")).start();
            Path ballast = fill(mounted);
            full.driver().jms(Scenario.workers(4, 2));
            full.driver().jms(full.times(3, 1));
            full.judge(new Oracle.Terms());
            Files.delete(ballast);
        }
    }

    @Test
    @Fault("F22")
    void a_folder_that_can_only_be_read_keeps_its_files_until_it_can_be_written_again() throws Exception {
        try (Scenario full = Scenario.prepared("disk-read-only")) {
            mount(full.folder().resolve("exchange"), 20);
            full.node().start();
            List<Event> before = Scenario.workers(3, 1);
            full.driver().drop("before.json", before);
            full.driver().receipt("before.json", before);
            List<Event> caught = Scenario.workers(3, 1);
            full.driver().drop("caught.json", caught);
            // The disk is busy while a file is open for writing.
            Patience.until(
                    "the folder can only be read",
                    () -> Commands.attempt("mount", "-o", "remount,ro", mounted.toString()));
            full.driver().jms(Scenario.workers(3, 1));
            Commands.run("mount", "-o", "remount,rw", mounted.toString());
            full.driver().receipt("caught.json", caught);
            full.judge(new Oracle.Terms());
        }
    }

    private void mount(Path folder, int megabytes) {
        Commands.mount(folder, megabytes);
        mounted = folder;
    }

    /** Fills the disk and gives the file that does it. */
    private static Path fill(Path disk) throws IOException {
        Path ballast = disk.resolve("ballast");
        byte[] block = new byte[64 * 1024];
        try (var out = Files.newOutputStream(ballast, StandardOpenOption.CREATE)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("space");
        }
        return ballast;
    }

    private static boolean healthy(Node node) {
        try {
            return node.api("GET", "/observe/health", null).statusCode() == 200;
        } catch (IllegalStateException silent) {
            return false;
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
