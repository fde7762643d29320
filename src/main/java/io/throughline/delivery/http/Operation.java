package io.throughline.delivery.http;

import io.throughline.contract.Repeatability;
import io.throughline.contract.Safety;
import io.throughline.mapping.Systems;
import java.util.Locale;

/**
 * One thing a connector can do in its target.
 *
 * @param system the target
 * @param name   its name in a step
 * @param safety how it is made safe to repeat
 * @param stake  what is at stake when it is done once more
 */
public record Operation(String system, String name, Safety safety, Stake stake) {

    /** What an operation touches. */
    public enum Stake {
        /** Records that describe: people, projects, codes. */
        RECORDS,
        /** What is invoiced, booked or paid. */
        MONEY
    }

    Operation(String system, String name, Repeatability repeatability, Stake stake) {
        this(system, name, Safety.of(repeatability), stake);
    }

    /** An operation as a system declares it. */
    static Operation of(String system, Systems.Operation declared) {
        return new Operation(
                system,
                declared.name(),
                Repeatability.valueOf(declared.repeats().toUpperCase(Locale.ROOT)),
                declared.money() ? Stake.MONEY : Stake.RECORDS);
    }

    /** Whether it moves money, so that nobody may have it replayed alone. */
    public boolean isFinancial() {
        return stake == Stake.MONEY;
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
