package io.throughline.delivery.http;

import io.throughline.contract.Repeatability;
import io.throughline.contract.Safety;

/**
 * One thing a connector can do in its target.
 *
 * @param system the target
 * @param name   its name in a step
 * @param safety how it is made safe to repeat
 */
public record Operation(String system, String name, Safety safety) {

    Operation(String system, String name, Repeatability repeatability) {
        this(system, name, Safety.of(repeatability));
    }

    /** How it is made safe to repeat. */
    public Repeatability repeatability() {
        return safety.how();
    }

    /** The name of one of its mappings: {@code out}, {@code find}, {@code found} or {@code answer}. */
    public String mapping(String kind) {
        return system + "/" + name + "." + kind;
    }
}
