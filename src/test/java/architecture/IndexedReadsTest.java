package architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules ask for bookings, invoices and charges by what they name; reading all of them costs more with every month. */
class IndexedReadsTest {

    private static final Pattern ALL_OF_A_KIND = Pattern.compile(
            "all\\(\\s*\"(assignment|invoice|true-up|intercompany-charge)\"\\s*,\\s*\\w+\\.class\\s*\\)");

    @Test
    void rules_do_not_read_all_of_what_grows_without_end() throws IOException {
        assertThat(ALL_OF_A_KIND
                        .matcher("known.all(\n    \"assignment\", Assignment.class)")
                        .find())
                .isTrue();
        try (Stream<Path> files = Stream.of("people", "work", "money").flatMap(IndexedReadsTest::sources)) {
            List<Path> wrong = files.filter(IndexedReadsTest::readsAll).toList();
            assertThat(wrong).isEmpty();
        }
    }

    private static Stream<Path> sources(String name) {
        try {
            return Files.walk(Path.of("src/main/java/io/throughline", name))
                    .filter(file -> file.toString().endsWith(".java"));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    private static boolean readsAll(Path file) {
        try {
            return ALL_OF_A_KIND.matcher(Files.readString(file)).find();
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }
}
