package journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of edge cases and the journeys belong together: one row, one test. */
class EdgeCaseTableTest {

    private static final Path TABLE = Path.of("src/test/resources/demo/edge_cases.csv");
    private static final Path JOURNEYS = Path.of("src/test/java/journeys");
    private static final Pattern CASE = Pattern.compile("^(E\\d\\d)_[a-z0-9_]+$");

    @Test
    void every_row_of_the_table_has_its_journey() throws Exception {
        List<String> rows = Files.readAllLines(TABLE).stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();
        Map<String, List<String>> tests = journeys()
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(method -> CASE.matcher(method.getName()))
                .filter(Matcher::matches)
                .collect(Collectors.groupingBy(
                        matcher -> matcher.group(1),
                        TreeMap::new,
                        Collectors.mapping(Matcher::group, Collectors.toList())));

        assertThat(rows).hasSize(28).doesNotHaveDuplicates();
        assertThat(tests.keySet()).containsExactlyInAnyOrderElementsOf(rows);
        assertThat(tests.values()).allSatisfy(found -> assertThat(found).hasSize(1));
    }

    private static Stream<Class<?>> journeys() throws Exception {
        try (Stream<Path> files = Files.list(JOURNEYS)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("EdgeCase\\w+JourneyTest\\.java"))
                    .<Class<?>>map(name -> type("journeys." + name.replace(".java", "")))
                    .toList()
                    .stream();
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException missing) {
            throw new AssertionError(missing);
        }
    }
}
