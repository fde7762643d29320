package architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.firewall.RouteLinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every real route keeps to, read from the model that the product starts with. */
class RouteRulesTest {

    private static final Path ROUTES = Path.of("routes");
    private static final Pattern ROUTE_ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)*");
    private static final Pattern OWN_ROUTE = Pattern.compile("routeId\\(");
    private static final Pattern URI = Pattern.compile("(?:from|to|toD|wireTap|enrich|pollEnrich)\\(\"([^\"]*)\"");
    private static final int STEPS = 12;
    private static final int ROUTES_PER_FILE = 8;
    private static final int LINES_PER_FILE = 120;

    /** Which schemes a folder may use; none of them is seda, which loses messages when the process dies. */
    private static final Map<String, Set<String>> SCHEMES = Map.of(
            "flows", Set.of("direct"),
            "systems",
                    Set.of(
                            "direct",
                            "jms-batch",
                            "timer",
                            "http",
                            "https",
                            "smtp",
                            "{{throughline.alerts.webhook.url}}",
                            "{{throughline.systems.{{system}}.url}}",
                            "{{throughline.systems.{{system}}.token-url}}"),
            "policies", Set.of("direct"),
            "operations", Set.of("direct", "jms-batch", "timer", "platform-http"));

    private static RouteModel model;

    @BeforeAll
    static void buildTheModel() {
        model = new RouteModel();
    }

    @AfterAll
    static void drop() {
        model.close();
    }

    static List<RouteDefinition> routes() {
        return model.routes();
    }

    @Test
    void the_linter_finds_nothing() {
        assertThat(model.routes())
                .extracting(RouteDefinition::getRouteId)
                .contains("dispatch", "netsuite.deliver", "scim.call");
        assertThat(RouteLinter.problems(model.context())).isEmpty();
    }

    @Test
    void route_ids_and_node_ids_are_unique() {
        Map<String, Long> uses = model.routes().stream()
                .flatMap(route -> Stream.concat(Stream.of(route.getRouteId()), nodeIds(route)))
                .collect(Collectors.groupingBy(id -> id, TreeMap::new, Collectors.counting()));
        uses.values().removeIf(count -> count == 1);
        assertThat(uses).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_route_is_named_in_kebab_case_and_its_nodes_after_it(RouteDefinition route) {
        assertThat(route.getRouteId()).matches(ROUTE_ID);
        assertThat(nodeIds(route))
                .allSatisfy(id ->
                        assertThat(id).startsWith(route.getRouteId() + ".").matches(ROUTE_ID));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void what_decides_or_sends_has_an_id(RouteDefinition route) {
        assertThat(nodes(route)
                        .filter(RouteRulesTest::decidesOrSends)
                        .filter(node -> !node.hasCustomIdAssigned())
                        .map(node -> node.getShortName() + " " + node.getLabel()))
                .isEmpty();
    }

    @Test
    void what_cannot_be_processed_goes_back_to_its_vendor_or_into_the_queue_for_what_cannot_be_routed() {
        Set<String> readers = model.routes().stream()
                .map(route -> route.getInput().getEndpointUri())
                .filter(uri -> uri.startsWith("jms-batch:"))
                .collect(Collectors.toSet());
        assertThat(readers).hasSizeGreaterThanOrEqualTo(2);
        assertThat(readers).allSatisfy(uri -> {
            String queue = uri.substring("jms-batch:".length(), uri.indexOf('?'));
            assertThat(uri)
                    .contains(
                            queue.startsWith("intake.")
                                    ? "&quarantine=" + queue.replace("intake.", "rejected.")
                                    : "&quarantine=DLQ.unroutable");
        });
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_route_has_few_steps(RouteDefinition route) {
        assertThat(nodes(route).filter(RouteRulesTest::isStep).count())
                .as("steps of %s", route.getRouteId())
                .isLessThanOrEqualTo(STEPS);
    }

    /** What an address with a variable may stand for. */
    private static Predicate<String> named(String uri) {
        return Pattern.compile(
                        uri.replaceAll("\\$\\{variable\\.\\w+}", "[a-z-]+").replace(".", "\\."))
                .asMatchPredicate();
    }

    @Test
    void every_direct_send_has_its_consumer_and_every_direct_consumer_a_sender() {
        Set<String> consumers = new TreeSet<>();
        Set<String> senders = new TreeSet<>();
        Set<String> chosenBySystem = new TreeSet<>();
        for (RouteDefinition route : model.routes()) {
            direct(route, route.getInput().getEndpointUri(), consumers);
            nodes(route).forEach(node -> {
                if (node instanceof SendDefinition<?> send) {
                    direct(route, send.getEndpointUri(), senders);
                } else if (node instanceof ToDynamicDefinition chosen) {
                    direct(route, chosen.getUri(), chosenBySystem);
                }
            });
        }
        assertThat(chosenBySystem).allSatisfy(uri -> assertThat(consumers).anyMatch(named(uri)));
        consumers.stream()
                .filter(name ->
                        chosenBySystem.stream().anyMatch(uri -> named(uri).test(name)))
                .forEach(senders::add);
        assertThat(consumers).containsAll(senders);
        assertThat(senders)
                .containsAll(consumers.stream()
                        .filter(name -> !CALLED_BY_JAVA_OR_OPERATORS.contains(name))
                        .toList());
    }

    /** Entries that no route calls. */
    private static final Set<String> CALLED_BY_JAVA_OR_OPERATORS = Set.of("direct:workday.call");

    @ParameterizedTest
    @MethodSource("routeFiles")
    void a_file_of_routes_stays_small_and_uses_the_schemes_of_its_folder(Path file) throws IOException {
        String text = Files.readString(file);
        assertThat(text.lines().count()).as("lines").isLessThanOrEqualTo(LINES_PER_FILE);
        assertThat(OWN_ROUTE.matcher(text).results().count()).as("routes").isLessThanOrEqualTo(ROUTES_PER_FILE);
        assertThat(text).as("one business sentence as Javadoc").contains("/**");
        List<String> uses = new ArrayList<>();
        Matcher uris = URI.matcher(text);
        while (uris.find()) {
            uses.add(scheme(uris.group(1)));
        }
        assertThat(uses).isSubsetOf(SCHEMES.get(file.getParent().getFileName().toString()));
    }

    static Stream<Path> routeFiles() throws IOException {
        try (Stream<Path> files = Files.walk(ROUTES)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        }
    }

    private static String scheme(String uri) {
        int end = uri.startsWith("{{") ? uri.lastIndexOf("}}") + 2 : uri.indexOf(':');
        return end < 2 ? uri : uri.substring(0, end);
    }

    private static void direct(RouteDefinition route, String uri, Set<String> names) {
        if (uri != null && uri.startsWith("direct:")) {
            names.add(filledIn(route, uri.split("\\?", 2)[0]));
        }
    }

    private static Stream<String> nodeIds(RouteDefinition route) {
        return nodes(route).filter(ProcessorDefinition::hasCustomIdAssigned).map(node -> filledIn(route, node.getId()));
    }

    /** With the parameters of the template that a route was made from. */
    private static String filledIn(RouteDefinition route, String text) {
        String filled = text;
        if (route.getTemplateParameters() != null) {
            for (Map.Entry<String, Object> parameter :
                    route.getTemplateParameters().entrySet()) {
                filled = filled.replace("{{" + parameter.getKey() + "}}", String.valueOf(parameter.getValue()));
            }
        }
        return filled;
    }

    private static boolean decidesOrSends(ProcessorDefinition<?> node) {
        if (node instanceof ToDefinition) {
            return node.getParent() instanceof RouteDefinition; // a branch is named by what it branches from
        }
        return node instanceof BeanDefinition
                || node instanceof ChoiceDefinition
                || node instanceof FilterDefinition
                || node instanceof LoopDefinition
                || node instanceof MulticastDefinition
                || node instanceof SplitDefinition;
    }

    /** Branches and what stands in them belong to their choice. */
    private static boolean isStep(ProcessorDefinition<?> node) {
        return ProcessorDefinitionHelper.findFirstParentOfType(ChoiceDefinition.class, node, true) == null;
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static Stream<ProcessorDefinition<?>> nodes(RouteDefinition route) {
        Collection<ProcessorDefinition> nodes =
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class);
        return nodes.stream().filter(node -> !ofPolicy(node)).map(node -> (ProcessorDefinition<?>) node);
    }

    /** Policies put their clauses into the routes that name them; those have ids of the policy. */
    private static boolean ofPolicy(ProcessorDefinition<?> node) {
        return node instanceof OnExceptionDefinition
                || ProcessorDefinitionHelper.findFirstParentOfType(OnExceptionDefinition.class, node, true) != null;
    }
}
