package bench;

import io.throughline.Extension;
import io.throughline.contract.Event;
import io.throughline.contract.Plan;
import io.throughline.contract.Step;
import io.throughline.mapping.Mappings;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the benchmarks add to the product: two targets and a flow that asks both of them to take a time entry. */
public final class BenchExtension implements Extension {

    static final String ERP = "bench-erp";
    static final String PSA = "bench-psa";
    static final String TYPE = "time.noted.v1";

    static final String HAND_IN = "bench.hand.in";
    static final String HAND_ERP = "bench.hand.erp";
    static final String HAND_PSA = "bench.hand.psa";
    static final String BARE_IN = "bench.bare.in";
    static final String BARE_OUT = "bench.bare.out";

    @Override
    public List<String> targets() {
        return List.of(ERP, PSA);
    }

    @Override
    public List<String> queues() {
        return List.of(ERP, PSA, HAND_IN, HAND_ERP, HAND_PSA, BARE_IN, BARE_OUT);
    }

    @Override
    public Map<String, Function<Event, Plan>> flows() {
        return Map.of(TYPE, BenchExtension::both);
    }

    @Override
    public Map<String, Object> beans(Mappings mappings) {
        return Map.of("queue-targets", new QueueTargets(mappings));
    }

    private static Plan both(Event event) {
        String lane = "time:" + event.subject();
        return Plan.of(
                Step.of("erp", ERP, "time", lane, event.data()), Step.of("psa", PSA, "time", lane, event.data()));
    }
}
