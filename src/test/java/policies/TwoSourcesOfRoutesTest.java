package policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.RouteClasses;
import io.throughline.Settings;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

/** Trap T9: compiled routes and routes read from files together. */
class TwoSourcesOfRoutesTest {

    @Test
    void t9_plain_camel_stumbles_over_double_ids() {
        Main main = bothSources();
        try {
            assertThatThrownBy(main::start).hasStackTraceContaining("Duplicate route ids");
        } finally {
            main.stop();
        }
    }

    @Test
    void t9_our_start_refuses_them_and_says_what_to_do() {
        Main main = bothSources();
        RouteClasses.refuseFiles(main);
        try {
            assertThatThrownBy(main::start)
                    .hasStackTraceContaining("would bring every route twice")
                    .hasStackTraceContaining("leave it out");
        } finally {
            main.stop();
        }
    }

    @Test
    void compiled_routes_alone_start() {
        Main main = compiled();
        RouteClasses.refuseFiles(main);
        try {
            main.start();
            assertThat(main.getCamelContext().getRoute("keep")).isNotNull();
        } finally {
            main.stop();
        }
    }

    private static Main bothSources() {
        Main main = compiled();
        main.addInitialProperty("camel.main.routesIncludePattern", "file:src/test/resources/routes/twice.java");
        return main;
    }

    private static Main compiled() {
        Main main = new Main();
        Settings.of(Map.of()).values().forEach(main::addInitialProperty);
        main.addInitialProperty("camel.main.autoConfigurationLogSummary", "false");
        main.configure().addRoutesBuilder(new Keep());
        return main;
    }

    /** The same route as in the file. */
    public static final class Keep extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:keep").routeId("keep").to("mock:kept");
        }
    }
}
