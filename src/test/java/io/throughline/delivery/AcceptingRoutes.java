package io.throughline.delivery;

import io.throughline.contract.Event;
import io.throughline.contract.Plan;
import io.throughline.contract.Repeatability;
import io.throughline.contract.Safety;
import io.throughline.contract.Settled;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import io.throughline.journal.Entities;
import io.throughline.journal.Journal;
import io.throughline.journal.Knowledge;
import io.throughline.journal.Parking;
import io.throughline.journal.Seal;
import io.throughline.journal.Snapshotting;
import io.throughline.journal.TimeFactStore;
import io.throughline.journal.Xrefs;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import operations.AcceptEvents;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import policies.BatchPolicies;

/** The real route {@code direct:accept} over real stores, with flows that a test writes itself. */
public final class AcceptingRoutes implements AutoCloseable {

    public final Journal journal;
    public final Ledger ledger;
    final Knowledge knowledge;
    final Xrefs xrefs;
    final Entities entities;
    final Parking parking;
    public final Cases cases;
    final List<Object> planned = new ArrayList<>();
    public Function<Event, Plan> flow = event -> Plan.NOTHING;
    public Function<Settled, Plan> continuation = settled -> Plan.NOTHING;
    Results results = (step, result) -> result;

    private final DefaultCamelContext camel = new DefaultCamelContext();

    public AcceptingRoutes(Database database, Seal seal, Clock clock) throws Exception {
        entities = new Entities(seal, clock);
        xrefs = new Xrefs(database, clock);
        knowledge = new Knowledge(database, entities, xrefs);
        journal = new Journal(database, seal, clock, "node-1");
        Audit audit = new Audit(database, clock, "node-1");
        ledger = new Ledger(
                database, seal, knowledge, audit, clock, "node-1/now", Duration.ofMinutes(2), java.util.Set::of);
        parking = new Parking(seal, clock);
        cases = new Cases(clock);
        RetryPolicy retries = new RetryPolicy(10, Duration.ofSeconds(1), Duration.ofMinutes(5), () -> 0.5);
        Outcomes outcomes =
                new Outcomes(retries, Duration.ofSeconds(5), step -> Safety.of(Repeatability.UPSERT), clock);
        Snapshotting snapshots = new Snapshotting(knowledge, entities, new TimeFactStore(database));
        Acceptance acceptance = new Acceptance(
                database,
                journal,
                ledger,
                knowledge,
                xrefs,
                snapshots,
                parking,
                cases,
                outcomes,
                (step, result) -> results.canonical(step, result),
                audit);
        camel.getRegistry().bind("acceptance", acceptance);
        camel.getRegistry().bind("mail-room", new MailRoom("com.example.", 262_144, address -> true));
        camel.getRegistry().bind("planning-failures", new PlanningFailures());
        camel.getRegistry().bind("test-flows", this);
        camel.addComponent("jms-batch", new MockComponent());
        camel.addRoutesConfigurations(new BatchPolicies());
        camel.addRoutes(new AcceptEvents());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:dispatch").routeConfigurationId("planning").bean("test-flows", "plan");
                from("direct:dispatch.settled").routeConfigurationId("planning").bean("test-flows", "continueWith");
            }
        });
        camel.start();
    }

    /** What every event's flow is. */
    public Plan plan(Event event) {
        planned.add(event.id());
        return flow.apply(event);
    }

    /** What every settled step's flow is. */
    public Plan continueWith(Settled settled) {
        planned.add(settled.step().name());
        return continuation.apply(settled);
    }

    public Batch accept(Batch batch) {
        return camel.createFluentProducerTemplate()
                .to("direct:accept")
                .withBody(batch)
                .request(Batch.class);
    }

    /** Makes the sending after the commit fail. */
    void breakSending() {
        mock().whenAnyExchangeReceived(exchange -> {
            throw new IllegalStateException("the broker is away");
        });
    }

    private MockEndpoint mock() {
        return camel.getEndpoint("jms-batch:deliver", MockEndpoint.class);
    }

    @Override
    public void close() {
        camel.stop();
    }
}
