package io.throughline.delivery.target;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.alerts.AlertPolicy;
import io.throughline.alerts.Alerts;
import io.throughline.contract.Repeatability;
import io.throughline.contract.Safety;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import io.throughline.journal.StoreContract;
import io.throughline.journal.TestDatabases;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each delivery route follows its own target, and waits for no other. */
class DeliveryRoutesTest extends StoreContract {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final CountDownLatch underWay = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private Target slow;
    private Target quick;
    private DeliveryRoutes routes;

    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }

    @BeforeEach
    void startRoutes() throws Exception {
        slow = target("a-slow");
        quick = target("b-quick");
        Alerts alerts = new Alerts(AlertPolicy.of("log", Duration.ofMinutes(30), 3, 5), "node-1", clock);
        KillSwitches switches = new KillSwitches(database, new Audit(database, clock, "node-1"), alerts, clock);
        Targets targets = new Targets(
                List.of(slow, quick), switches, step -> Safety.of(Repeatability.NONE), Duration.ZERO, clock);
        routes = new DeliveryRoutes(targets, switches);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:a?delay=0&repeatCount=1").routeId("a-slow.deliver").process(exchange -> {
                    underWay.countDown();
                    done.await();
                });
                from("timer:b?delay=3600000").routeId("b-quick.deliver").log("delivered");
            }
        });
        camel.start();
    }

    @AfterEach
    void stopRoutes() throws Exception {
        done.countDown();
        camel.close();
    }

    @Test
    void a_route_that_has_work_under_way_keeps_no_other_from_being_suspended_or_resumed() throws Exception {
        underWay.await();
        slow.circuit().unreachable("away");
        quick.circuit().unreachable("away");

        routes.keep(camel);
        eventually().until(() -> status("b-quick") == ServiceStatus.Suspended);
        quick.circuit().answered();
        eventually().until(() -> {
            routes.keep(camel);
            return status("b-quick") == ServiceStatus.Started;
        });

        assertThat(done.getCount()).as("the slow one has not ended").isEqualTo(1);
        done.countDown();
        eventually().until(() -> status("a-slow") == ServiceStatus.Suspended);
    }

    @Test
    void a_route_that_a_person_suspended_is_left_alone() throws Exception {
        done.countDown();
        camel.getRouteController().suspendRoute("b-quick.deliver");
        slow.circuit().unreachable("away");

        routes.keep(camel);
        eventually().until(() -> status("a-slow") == ServiceStatus.Suspended);
        slow.circuit().answered();
        eventually().until(() -> {
            routes.keep(camel);
            return status("a-slow") == ServiceStatus.Started;
        });

        assertThat(status("b-quick")).isEqualTo(ServiceStatus.Suspended);
    }

    private ServiceStatus status(String system) {
        return camel.getRouteController().getRouteStatus(system + ".deliver");
    }

    private Target target(String system) {
        Circuit circuit = new Circuit(
                2, Duration.ofSeconds(1), Duration.ofSeconds(30), clock, () -> clock.millis() * 1_000_000, () -> 0.5);
        return new Target(system, circuit, new Budget(1, 0, System::nanoTime), 10);
    }
}
