package systems;

import org.apache.camel.builder.RouteBuilder;

/** Whoever speaks the canonical language may send it to {@code intake.canonical}. */
public final class Canonical extends RouteBuilder {
    @Override
    public void configure() {
        templatedRoute("intake").routeId("canonical.intake").parameter("vendor", "canonical");
    }
}
