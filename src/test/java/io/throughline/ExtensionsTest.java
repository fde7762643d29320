package io.throughline;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Step;
import io.throughline.mapping.Mappings;
import io.throughline.people.Canon;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a jar on the class path adds: targets with their queues, flows, and what its routes call. */
class ExtensionsTest {

    private final Extensions extensions = new Extensions(List.of(new Weather(), new Tides()));

    @Test
    void each_target_of_an_extension_gets_a_delivery_queue_beside_the_queues_it_asks_for() {
        assertThat(extensions.targets()).containsExactly("barometer", "harbour");
        assertThat(extensions.queues())
                .containsExactlyInAnyOrder("deliver.barometer", "deliver.harbour", "barometer.in");
    }

    @Test
    void an_event_of_its_type_is_planned_by_its_flow_and_no_other() {
        Event own = Canon.event("weather.changed.v1", "X-1", Json.mapper().createObjectNode());
        Event other = Canon.event("weather.changed.v2", "X-1", Json.mapper().createObjectNode());

        assertThat(extensions.own(own)).isTrue();
        assertThat(extensions.own(other)).isFalse();
        assertThat(extensions.plan(own).steps()).singleElement().satisfies(step -> {
            assertThat(step.system()).isEqualTo("barometer");
            assertThat(step.lane()).isEqualTo("weather:X-1");
        });
    }

    @Test
    void the_beans_of_all_are_there_for_their_routes() {
        assertThat(extensions.beans(null)).containsOnly(Map.entry("forecast", "sunny"), Map.entry("tide", "low"));
    }

    private static final class Weather implements Extension {
        @Override
        public List<String> targets() {
            return List.of("barometer");
        }

        @Override
        public List<String> queues() {
            return List.of("barometer.in");
        }

        @Override
        public Map<String, Function<Event, Plan>> flows() {
            return Map.of(
                    "weather.changed.v1",
                    event ->
                            Plan.of(Step.of("read", "barometer", "value", "weather:" + event.subject(), event.data())));
        }

        @Override
        public Map<String, Object> beans(Mappings mappings) {
            return Map.of("forecast", "sunny");
        }
    }

    private static final class Tides implements Extension {
        @Override
        public List<String> targets() {
            return List.of("harbour");
        }

        @Override
        public List<String> queues() {
            return List.of();
        }

        @Override
        public Map<String, Function<Event, Plan>> flows() {
            return Map.of();
        }

        @Override
        public Map<String, Object> beans(Mappings mappings) {
            return Map.of("tide", "low");
        }
    }
}
