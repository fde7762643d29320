package io.throughline.delivery.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The step ledger, its lanes and its retries against every order of crashes, pauses, lost messages, faults of targets and
 * decisions of persons that the dice come up with. {@code -Dmodel.seed=N} begins at another seed, {@code
 * -Dmodel.schedules=N} runs another number of schedules.
 */
class DeliveryModelTest {

    private static final int ACTIONS = 120;
    private static final long SEED = Long.getLong("model.seed", 1);
    private static final int SCHEDULES = Integer.getInteger("model.schedules", 100_000);
    /** Within so many schedules every missing protection must be missed. */
    private static final int PATIENCE = 20_000;

    private static final Pattern STEP = Pattern.compile("#\\d+");

    @Test
    void no_schedule_loses_a_step_or_lets_one_take_effect_twice_or_out_of_order() {
        for (long seed = SEED; seed < SEED + SCHEDULES; seed++) {
            try {
                Schedule.run(seed, null, ACTIONS, null);
            } catch (RuntimeException broken) {
                fail(story(seed, null));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_missing_protection_is_missed(Protection off) {
        for (long seed = 1; seed <= PATIENCE; seed++) {
            try {
                Schedule.run(seed, off, ACTIONS, null);
            } catch (Truth.Broken broken) {
                assertThat(story(seed, off)).startsWith("seed " + seed + ": ");
                return;
            }
        }
        fail("nobody missed " + off);
    }

    /** The fewest actions of a seed that still break the promise, and what happened to the step it is about. */
    private static String story(long seed, Protection off) {
        for (int actions = 0; actions <= ACTIONS; actions++) {
            List<String> notes = new ArrayList<>();
            try {
                Schedule.run(seed, off, actions, notes);
            } catch (RuntimeException broken) {
                String message = String.valueOf(broken.getMessage());
                Matcher step = STEP.matcher(message);
                if (step.find()) {
                    notes.removeIf(
                            note -> STEP.matcher(note).find() && !(note + " ").matches(".*" + step.group() + "\\D.*"));
                }
                notes.removeIf(note -> note.endsWith(" []"));
                return "seed " + seed + ": " + message + "\n" + String.join("\n", notes);
            }
        }
        return seed + " does not repeat";
    }
}
