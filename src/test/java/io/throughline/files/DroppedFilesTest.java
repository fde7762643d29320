package io.throughline.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import journeys.RunningProduct;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drop folders of the running product. */
class DroppedFilesTest {

    @TempDir
    static Path folder;

    private static RunningProduct product;

    @BeforeAll
    static void start() throws Exception {
        product = RunningProduct.in(folder);
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void good_rows_go_through_and_bad_rows_come_back_with_row_pointer_rule_and_sentence() throws Exception {
        List<Integer> bad = List.of(3, 100, 101, 500, 501, 777, 1000);
        String csv = header()
                + IntStream.rangeClosed(1, 1000)
                        .mapToObj(n -> bad.contains(n) ? "bad %d,not an entity,".formatted(n) : centre(n))
                        .collect(Collectors.joining("\n", "", "\n"));

        JsonNode receipt = product.dropAndAwait("netsuite", "centres.csv", csv);

        assertThat(receipt.path("accepted").asInt()).isEqualTo(993);
        assertThat(receipt.path("rejected").asInt()).isEqualTo(7);
        assertThat(receipt.path("sha256").asText()).hasSize(64);
        assertThat(receipt.path("errors")).isNotEmpty().allSatisfy(error -> {
            assertThat(bad).contains(error.path("row").asInt());
            assertThat(error.path("rule").asText()).isNotBlank();
            assertThat(error.path("pointer").asText()).isNotBlank();
            assertThat(error.path("message").asText()).isNotBlank();
        });
        List<String> rejected =
                Files.readAllLines(product.exchange("netsuite", "rejected").resolve("centres.rejected.csv"));
        assertThat(rejected).hasSize(8);
        assertThat(rejected.get(0)).isEqualTo(header().strip());
        assertThat(product.exchange("netsuite", "done").resolve("centres.csv")).hasContent(csv);
    }

    @Test
    void the_same_content_under_three_names_has_one_effect() throws Exception {
        String csv = header() + centre(5001) + "\n" + centre(5002) + "\n";

        assertThat(product.dropAndAwait("netsuite", "one.csv", csv)
                        .path("accepted")
                        .asInt())
                .isEqualTo(2);
        for (String name : List.of("two.csv", "three.csv")) {
            JsonNode receipt = product.dropAndAwait("netsuite", name, csv);
            assertThat(receipt.path("accepted").asInt()).isZero();
            assertThat(receipt.path("duplicate").asInt()).isEqualTo(2);
        }
    }

    @Test
    void a_file_of_a_name_that_was_there_before_overwrites_nothing() throws Exception {
        String first = header() + centre(6001) + "\n";
        String second = header() + centre(6002) + "\n";
        product.dropAndAwait("netsuite", "same.csv", first);
        product.drop("netsuite", "same.csv", second.getBytes(StandardCharsets.UTF_8));

        JsonNode receipt = product.awaitReceipt("netsuite", "same-2.csv");

        assertThat(receipt.path("file").asText()).isEqualTo("same.csv");
        assertThat(product.exchange("netsuite", "done").resolve("same.csv")).hasContent(first);
        assertThat(product.exchange("netsuite", "done").resolve("same-2.csv")).hasContent(second);
    }

    @Test
    void unfinished_hidden_and_strange_files_are_left_alone() throws Exception {
        Path in = product.exchange("netsuite", "in");
        String csv = header() + centre(7001) + "\n";
        for (String name : List.of("a.part", "b.tmp", "C.TMP", ".hidden.csv")) {
            Files.writeString(in.resolve(name), csv);
        }
        Path outside = Files.writeString(folder.resolve("outside.csv"), csv);
        Files.createSymbolicLink(in.resolve("link.csv"), outside);
        assertThat(new ProcessBuilder("mkfifo", in.resolve("pipe.csv").toString())
                        .start()
                        .waitFor())
                .isZero();

        product.dropAndAwait("netsuite", "after.csv", header() + centre(7002) + "\n");
        product.dropAndAwait("netsuite", "after-that.csv", header() + centre(7003) + "\n");

        for (String name : List.of("a.part", "b.tmp", "C.TMP", ".hidden.csv", "link.csv", "pipe.csv")) {
            assertThat(Files.exists(in.resolve(name), java.nio.file.LinkOption.NOFOLLOW_LINKS))
                    .as(name)
                    .isTrue();
            Files.delete(in.resolve(name));
        }
        assertThat(outside).exists();
    }

    @Test
    void a_file_that_still_grows_is_not_taken() throws Exception {
        Path growing = product.exchange("netsuite", "in").resolve("growing.csv");
        Files.writeString(growing, header());
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    Files.writeString(growing, centre(8000) + "\n", java.nio.file.StandardOpenOption.APPEND);
                    return Files.exists(growing);
                });

        JsonNode receipt = product.awaitReceipt("netsuite", "growing.csv");

        assertThat(receipt.path("accepted").asInt() + receipt.path("duplicate").asInt())
                .isGreaterThan(5);
    }

    @Test
    void files_that_are_no_documents_are_refused_with_a_reason_and_harm_no_neighbour() throws Exception {
        product.drop("netsuite", "empty.csv", new byte[0]);
        product.drop("netsuite", "binary.csv", new byte[] {0, 1, 2, (byte) 0xff, (byte) 0xfe, 0, 9});
        product.drop(
                "workday",
                "xxe.xml",
                "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r>&x;</r>".getBytes(StandardCharsets.UTF_8));
        product.drop(
                "workday",
                "bomb.xml",
                ("<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]><l>&c;</l>")
                        .getBytes(StandardCharsets.UTF_8));
        Path sparse = folder.resolve("sparse");
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.setLength(200L << 20);
        }
        Files.move(sparse, product.exchange("netsuite", "in").resolve("huge.csv"));

        assertThat(product.dropAndAwait("netsuite", "neighbour.csv", header() + centre(9001) + "\n")
                        .path("accepted")
                        .asInt())
                .isEqualTo(1);
        for (List<String> refused : List.of(
                List.of("netsuite", "empty.csv"),
                List.of("netsuite", "binary.csv"),
                List.of("netsuite", "huge.csv"),
                List.of("workday", "xxe.xml"),
                List.of("workday", "bomb.xml"))) {
            JsonNode receipt = product.awaitReceipt(refused.get(0), refused.get(1));
            assertThat(receipt.path("accepted").asInt()).as(refused.get(1)).isZero();
            assertThat(receipt.path("rejected").asInt()).as(refused.get(1)).isEqualTo(1);
            assertThat(receipt.at("/errors/0/message").asText())
                    .as(refused.get(1))
                    .isNotBlank()
                    .doesNotContain("root:");
            assertThat(product.exchange(refused.get(0), "rejected").resolve(refused.get(1)))
                    .exists();
        }
    }

    @Test
    void long_and_odd_names_go_through() throws Exception {
        String longName = "x".repeat(246) + ".csv";
        String odd = "-rf a b;$(id) ${java}'\".csv";
        product.drop("netsuite", longName, (header() + centre(9101) + "\n").getBytes(StandardCharsets.UTF_8));

        assertThat(product.dropAndAwait("netsuite", odd, header() + centre(9102) + "\n")
                        .path("accepted")
                        .asInt())
                .isEqualTo(1);
        JsonNode receipt = product.awaitReceipt("netsuite", longName.substring(longName.length() - 200));
        assertThat(receipt.path("accepted").asInt()).isEqualTo(1);
        assertThat(receipt.path("file").asText()).isEqualTo(longName);
    }

    @Test
    void a_file_over_which_the_process_died_again_and_again_is_refused() throws Exception {
        String id = "00000000-0000-4000-8000-000000000000";
        Path work = product.exchange("netsuite", "work").resolve("node-1");
        product.stop();
        Files.writeString(work.resolve(id + "-deadly.csv"), header() + centre(6001) + "\n");
        Files.writeString(work.resolve("." + id + ".in-work"), "7");

        product.start();

        JsonNode receipt = product.awaitReceipt("netsuite", "deadly.csv");
        assertThat(receipt.toString()).contains("DOC-FAILURE").contains("died 8 times");
        assertThat(work.resolve("." + id + ".in-work")).doesNotExist();
    }

    @Test
    void a_file_left_in_the_work_folder_is_taken_up_again_with_the_same_receipt() throws Exception {
        String csv = header() + centre(9201) + "\n" + centre(9202) + "\nbad,not an entity,\n";
        JsonNode before = product.dropAndAwait("netsuite", "crash.csv", csv);
        String claim = claimOf("crash.csv");
        product.stop();
        Path done = product.exchange("netsuite", "done");
        Files.delete(done.resolve("crash.csv.receipt.json"));
        Files.move(
                done.resolve("crash.csv"),
                product.exchange("netsuite", "work").resolve("node-1").resolve(claim + "-crash.csv"));

        product.start();
        JsonNode after = product.awaitReceipt("netsuite", "crash.csv");

        assertThat(before.path("accepted").asInt()).isEqualTo(2);
        for (String field : List.of("file", "sha256", "accepted", "duplicate", "held", "rejected", "errors")) {
            assertThat(after.path(field)).as(field).isEqualTo(before.path(field));
        }
        try (Stream<Path> left = Files.list(product.exchange("netsuite", "work").resolve("node-1"))) {
            assertThat(left).isEmpty();
        }
    }

    private static String claimOf(String name) throws IOException {
        return product.product().wiring().stores().database().read(connection -> {
            try (var select = connection.prepareStatement("select receipt_id from file_receipt where file_name = ?")) {
                select.setString(1, name);
                try (var rows = select.executeQuery()) {
                    rows.next();
                    return rows.getString(1);
                }
            }
        });
    }

    private static String header() {
        return "cost_center,legal_entity,name\n";
    }

    private static String centre(int n) {
        return "CC-%d,LE-US,Centre %d".formatted(n + 10_000, n);
    }
}
