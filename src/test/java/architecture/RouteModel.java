package architecture;

import io.throughline.RouteClasses;
import io.throughline.Settings;
import java.util.List;
import java.util.Map;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;

/** The model of all real routes with their templates filled in and their policies applied; nothing is started. */
final class RouteModel implements AutoCloseable {

    private final Main main = new Main();

    RouteModel() {
        this(RouteClasses.find());
    }

    RouteModel(List<RoutesBuilder> builders) {
        Settings.of(Map.of()).values().forEach(main::addInitialProperty);
        main.addInitialProperty("camel.main.autoConfigurationLogSummary", "false");
        builders.forEach(main.configure()::addRoutesBuilder);
        main.init();
    }

    ModelCamelContext context() {
        return (ModelCamelContext) main.getCamelContext();
    }

    /** Every route that runs, those made from templates too. */
    List<RouteDefinition> routes() {
        return context().getRouteDefinitions();
    }

    @Override
    public void close() {
        main.stop();
    }
}
