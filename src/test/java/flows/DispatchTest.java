package flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Step;
import io.throughline.people.Canon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event and every settled step finds its flow, and what nobody owns waits for a person. */
class DispatchTest extends FlowTest {

    private static final Pattern CONTINUATION = Pattern.compile("\\.then\\(\"([^\"]+)\"\\)");
    private static final Pattern EMITTED = Pattern.compile("\"([a-z]+(?:\\.[a-z]+)+\\.v1)\"");

    @Test
    void an_event_of_an_unknown_type_is_held() {
        Plan plan = planOf("weather.changed.v1", "X-1", Json.mapper().createObjectNode());

        assertThat(plan.held()).isTrue();
        assertThat(plan.findings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("weather.changed.v1"));
    }

    @Test
    void a_later_major_version_of_a_known_type_is_held() {
        assertThat(planOf("worker.hired.v2", "X-1", Json.mapper().createObjectNode())
                        .held())
                .isTrue();
    }

    @Test
    void a_flow_that_cannot_read_its_event_holds_it_with_the_reason() {
        Plan plan = planOf(
                "time.approved.v1", "T-1", Json.mapper().createObjectNode().put("minutes", "many"));

        assertThat(plan.held()).isTrue();
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("PLANNING");
            assertThat(finding.message()).contains("transfer-time");
        });
    }

    @Test
    void a_step_that_names_no_known_continuation_is_held_with_its_name() {
        Step step = Step.of("x", "netsuite", "time", "lane", Json.mapper().createObjectNode())
                .then("no-flow.done");

        Plan plan =
                planAfter(Canon.event("time.approved.v1", "T-1", Json.mapper().createObjectNode()), step, "1", null);

        assertThat(plan.findings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("no flow continues no-flow.done"));
    }

    @ParameterizedTest
    @MethodSource("continuations")
    void every_continuation_that_a_rule_names_is_a_route_that_dispatch_knows(String continuation) {
        assertThat(context.getRoute(continuation)).as("route " + continuation).isNotNull();
        Step step = Step.of("x", "netsuite", "time", "lane", Json.mapper().createObjectNode())
                .then(continuation);

        Plan plan =
                planAfter(Canon.event("time.approved.v1", "T-1", Json.mapper().createObjectNode()), step, "1", null);

        assertThat(plan.findings()).noneMatch(finding -> finding.message().contains("no flow continues"));
    }

    @ParameterizedTest
    @MethodSource("emitted")
    void every_event_that_a_rule_emits_is_known_to_dispatch(String type) {
        Plan plan = planOf(type, "X-1", Json.mapper().createObjectNode());

        assertThat(plan.findings()).noneMatch(finding -> finding.rule().equals("TYPE"));
    }

    static Set<String> continuations() {
        return found(CONTINUATION);
    }

    static Set<String> emitted() {
        Set<String> types = found(EMITTED);
        // The cause of what a clock asks for; it never travels itself.
        types.remove("project.due.v1");
        return types;
    }

    /** All that the sources of the rules say of one kind. */
    private static Set<String> found(Pattern pattern) {
        Set<String> found = new TreeSet<>();
        Path sources = Path.of("src/main/java/io/throughline");
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(DispatchTest::mayPlan).toList()) {
                pattern.matcher(Files.readString(file)).results().forEach(match -> found.add(match.group(1)));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        if (found.isEmpty()) {
            throw new AssertionError("nothing found in " + sources.toAbsolutePath());
        }
        return found;
    }

    private static boolean mayPlan(Path file) {
        String name = file.toString();
        return name.endsWith("Rules.java")
                || name.endsWith("DueWork.java")
                || name.endsWith("PeriodEnds.java")
                || name.endsWith("MilestoneCredit.java");
    }
}
