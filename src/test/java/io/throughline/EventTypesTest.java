package io.throughline;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.mapping.MappingFiles;
import io.throughline.mapping.Schemas;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTypesTest {

    private final EventTypes types = new EventTypes(new Schemas(MappingFiles.ofClassPath()));

    @ParameterizedTest
    @ValueSource(strings = {"payroll.exported.v1", "project.activated.v1", "reference.costcenter.changed.v1"})
    void what_is_known_is_kept_without_a_person(String type) {
        assertThat(types.isKept(event(type))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"payroll.exported.v2", "project.activated.v2", "weather.changed.v1"})
    void what_is_unknown_waits_for_a_person(String type) {
        assertThat(types.isKept(event(type))).isFalse();
    }

    @Test
    void an_unknown_type_is_named_in_the_finding() {
        assertThat(types.unknown(event("weather.changed.v1")).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("weather.changed.v1"));
    }

    private static Event event(String type) {
        return new Event(
                "urn:test",
                "e-1",
                type,
                "X-1",
                Instant.EPOCH,
                "x:X-1",
                1,
                null,
                null,
                null,
                null,
                null,
                Json.mapper().createObjectNode(),
                null);
    }
}
