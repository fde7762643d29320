package io.throughline.files.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.delivery.file.OutboundFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exchange folder of one system over a partner's SFTP server, a look at a time. */
class SftpDoorTest {

    private static final long MOST_BYTES = 1_000;

    @TempDir
    Path folder;

    private PartnerServer partner;
    private SftpDoors doors;

    @BeforeEach
    void open() throws Exception {
        partner = new PartnerServer(folder.resolve("partner"));
        doors = doors();
    }

    @AfterEach
    void close() throws IOException {
        partner.close();
    }

    @Test
    void a_file_comes_in_once_it_rests_and_is_put_aside_there() throws Exception {
        partner.drop("hours.csv", "a,b\n1,2\n");
        doors.look("adp");
        assertThat(names("in")).as("after one look").isEmpty();
        doors.look("adp");
        assertThat(names("in")).singleElement().asString().matches("hours-[0-9a-f]{8}\\.csv");
        assertThat(exchange("in").resolve(names("in").get(0))).hasContent("a,b\n1,2\n");
        assertThat(there("in")).isEmpty();
        assertThat(there("done")).containsExactly("hours.csv");
        look(3);
        assertThat(names("in")).hasSize(1);
    }

    @Test
    void a_file_somebody_is_still_at_is_left_alone() throws Exception {
        Files.writeString(partner.files().resolve("in/.hidden.csv"), "x");
        Files.writeString(partner.files().resolve("in/upload.csv.part"), "x");
        Files.writeString(partner.files().resolve("in/upload.TMP"), "x");
        Files.writeString(partner.files().resolve("in/growing.csv"), "x");
        for (int i = 0; i < 4; i++) {
            doors.look("adp");
            Files.writeString(partner.files().resolve("in/growing.csv"), "x".repeat(i + 2));
        }
        assertThat(names("in")).isEmpty();
        look(2);
        assertThat(names("in")).hasSize(1);
        assertThat(there("in")).containsExactlyInAnyOrder(".hidden.csv", "upload.csv.part", "upload.TMP");
    }

    @Test
    void names_of_every_kind_stay_apart_and_in_the_folder() throws Exception {
        List<String> odd = List.of(
                "Größe.csv",
                "GRÖSSE.csv",
                "a b.csv",
                "a_b.csv",
                "a*.csv",
                "a?.csv",
                "ab.csv",
                "-rf.csv",
                "A_B.csv",
                "%2e%2e.csv");
        for (String name : odd) {
            partner.drop(name, "of " + name);
        }
        partner.drop("l".repeat(246) + ".csv", "long");
        look(2);
        assertThat(contents("in"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(odd.stream().map(name -> "of " + name), Stream.of("long"))
                                .toList());
        assertThat(names("in")).allMatch(name -> name.matches("[A-Za-z0-9_][A-Za-z0-9._-]{1,100}"));
        assertThat(there("done")).containsAll(odd).hasSize(odd.size() + 1);
        assertThat(there("in")).isEmpty();
    }

    @Test
    void names_that_lead_out_of_the_folder_are_never_followed() throws Exception {
        String[] hostile = {
            "../../../escaped.csv", "/etc/passwd", "a/b.csv", "..\\..\\escaped.csv", "bell\u0007.csv", "bad\uFFFD.csv"
        };
        for (int i = 0; i < hostile.length; i++) {
            partner.drop("evil-" + i + ".csv", "evil");
            partner.show("evil-" + i + ".csv", hostile[i]);
        }
        Files.writeString(partner.files().resolve("secret.csv"), "secret");
        partner.drop("evil.csv", "secret");
        partner.show("evil.csv", "folder.csv/../../secret.csv");
        partner.drop("good.csv", "good");
        Files.createDirectory(partner.files().resolve("in/folder.csv"));
        Files.createSymbolicLink(partner.files().resolve("in/link.csv"), Path.of("good.csv"));
        look(3);
        assertThat(contents("in")).containsExactly("good");
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(file -> !file.startsWith(partner.files()))
                            .map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.contains("escaped") || name.contains("passwd") || name.contains("evil"));
        }
        assertThat(partner.files().resolve("secret.csv")).exists();
        assertThat(there("done")).containsExactly("good.csv");
    }

    @Test
    void a_name_that_is_taken_in_done_gets_the_time() throws Exception {
        partner.drop("hours.csv", "one");
        look(2);
        partner.drop("hours.csv", "two");
        look(2);
        assertThat(contents("in")).containsExactlyInAnyOrder("one", "two");
        assertThat(there("done"))
                .hasSize(2)
                .contains("hours.csv")
                .anyMatch(name -> name.matches("hours-\\d{8}T\\d{9}\\.csv"));
        assertThat(partner.files().resolve("done/hours.csv")).hasContent("one");
    }

    @Test
    void a_file_that_is_too_large_is_refused_unread() throws Exception {
        partner.drop("large.csv", "x".repeat((int) MOST_BYTES + 1));
        partner.drop("fits.csv", "x".repeat((int) MOST_BYTES));
        look(3);
        assertThat(names("in")).hasSize(1);
        assertThat(there("rejected")).containsExactlyInAnyOrder("large.csv", "large.csv.receipt.json");
        assertThat(receipt("rejected/large.csv.receipt.json"))
                .contains("\"file\" : \"large.csv\"", "DOC-TOO-LARGE", "1001 bytes");
        assertThat(there("in")).isEmpty();
    }

    @Test
    void receipt_and_rejected_rows_come_back_under_the_partners_name() throws Exception {
        partner.drop("Größe 1.csv", "rows");
        look(2);
        String local = finish("done");
        look(1);
        assertThat(there("done")).as("without its receipt").containsExactly("Größe 1.csv");
        Files.writeString(
                exchange("done").resolve(local + ".receipt.json"), "{\"file\":\"" + local + "\",\"accepted\":1}");
        Files.writeString(exchange("rejected").resolve(local.replace(".csv", ".rejected.csv")), "row 2");
        look(2);
        assertThat(receipt("done/Größe 1.csv.receipt.json")).contains("\"file\" : \"Größe 1.csv\"", "\"accepted\" : 1");
        assertThat(receipt("rejected/Größe 1.rejected.csv")).isEqualTo("row 2");
        assertThat(partner.uploads()).hasSize(2);
    }

    @Test
    void a_file_refused_as_a_whole_lies_in_rejected_with_its_receipt() throws Exception {
        partner.drop("hours.csv", "nonsense");
        look(2);
        String local = finish("rejected");
        Files.writeString(exchange("rejected").resolve(local + ".receipt.json"), "{\"rejected\":1}");
        look(2);
        assertThat(there("rejected")).containsExactlyInAnyOrder("hours.csv", "hours.csv.receipt.json");
        assertThat(there("done")).isEmpty();
        assertThat(receipt("rejected/hours.csv.receipt.json")).contains("\"rejected\" : 1");
    }

    @Test
    void a_look_that_ended_before_the_rename_is_finished_by_the_next_process() throws Exception {
        partner.drop("hours.csv", "rows");
        partner.beforeMove(move -> {
            throw new IllegalStateException("the server dies");
        });
        look(2);
        assertThat(contents("in")).containsExactly("rows");
        assertThat(there("in")).containsExactly("hours.csv");
        partner.beforeMove(move -> {});
        doors = doors();
        look(3);
        assertThat(contents("in")).as("not downloaded twice").containsExactly("rows");
        assertThat(there("in")).isEmpty();
        assertThat(there("done")).containsExactly("hours.csv");
    }

    @Test
    void what_is_marked_done_goes_out_once_and_is_kept() throws Exception {
        byte[] content = "co,batch\n".getBytes(StandardCharsets.UTF_8);
        OutboundFile.put(exchange("out").resolve("B1/PRMHUEPI.csv"), content);
        Files.writeString(exchange("out").resolve("unmarked.csv"), "not yet");
        look(2);
        assertThat(there("out/B1")).containsExactlyInAnyOrder("PRMHUEPI.csv", "PRMHUEPI.csv.done");
        assertThat(partner.files().resolve("out/B1/PRMHUEPI.csv")).hasBinaryContent(content);
        assertThat(exchange("out").resolve("sent/B1/PRMHUEPI.csv")).hasBinaryContent(content);
        assertThat(exchange("out").resolve("B1")).isEmptyDirectory();
        assertThat(exchange("out").resolve("unmarked.csv")).exists();
        Files.delete(partner.files().resolve("out/B1/PRMHUEPI.csv"));
        OutboundFile.put(exchange("out").resolve("B1/PRMHUEPI.csv"), content);
        look(2);
        assertThat(there("out/B1")).as("taken by the partner").containsExactly("PRMHUEPI.csv.done");
        OutboundFile.put(exchange("out").resolve("B1/PRMHUEPI.csv"), "corrected".getBytes(StandardCharsets.UTF_8));
        look(2);
        assertThat(partner.files().resolve("out/B1/PRMHUEPI.csv")).hasContent("corrected");
        assertThat(exchange("out").resolve("sent/B1").toFile().list()).hasSize(2);
    }

    @Test
    void an_upload_whose_marker_was_cut_off_is_not_brought_to_a_partner_that_has_it() throws Exception {
        Files.createDirectories(exchange("sftp/marking"));
        Files.writeString(exchange("sftp/marking").resolve("taken.csv"), "taken");
        Files.writeString(exchange("sftp/marking").resolve("there.csv"), "there");
        Files.createDirectories(partner.files().resolve("out"));
        Files.writeString(partner.files().resolve("out/there.csv"), "there");
        look(1);
        assertThat(there("out")).containsExactlyInAnyOrder("there.csv", "there.csv.done");
        assertThat(names("out/sent")).containsExactlyInAnyOrder("taken.csv", "there.csv");
    }

    private SftpDoors doors() throws IOException {
        return new SftpDoors(
                folder.resolve("exchange"),
                Map.of("adp", partner.address()),
                MOST_BYTES,
                Duration.ZERO,
                Clock.systemUTC());
    }

    private void look(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            doors.look("adp");
        }
    }

    /** Moves the one file that came in on, as the drop folders do. */
    private String finish(String to) throws IOException {
        String local = names("in").get(0);
        Files.move(exchange("in").resolve(local), exchange(to).resolve(local));
        return local;
    }

    private Path exchange(String name) {
        return folder.resolve("exchange/adp").resolve(name);
    }

    private List<String> names(String name) throws IOException {
        return list(exchange(name));
    }

    private List<String> contents(String name) throws IOException {
        try (Stream<Path> files = Files.list(exchange(name))) {
            return files.map(SftpDoorTest::text).toList();
        }
    }

    private List<String> there(String name) throws IOException {
        Path path = partner.files().resolve(name);
        return Files.exists(path) ? list(path) : List.of();
    }

    private String receipt(String name) {
        return text(partner.files().resolve(name));
    }

    private static List<String> list(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> !Files.isDirectory(file))
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
