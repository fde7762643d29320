package io.throughline.delivery.model;

import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Repeatability;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * A target that fails in every way a target can: before it applied, after it applied, without an answer, with a wish for
 * fewer calls, down, refusing everything, or failing at the steps of one lane only. It remembers keys for a while (class K), knows what it has by our number
 * (U, L), or neither (N). What it applies is in {@link Truth}.
 */
final class ModelTarget {

    private static final Answer ADOPTED = new Answer.Applied("ref", null, true);
    private static final Answer APPLIED = new Answer.Applied("ref", null, false);
    private static final Answer FAILED = new Answer.Unknown("500");
    private static final Answer HUNG = new Answer.Unknown("no answer", false);
    private static final Answer AWAY = new Answer.Down("connection refused");
    private static final Answer LOCKED = new Answer.Refused("401", "who are you");
    private static final Answer INVALID = new Answer.Refused("422", "no such entity");

    final String system;
    boolean down;
    boolean refusing;
    int faultPercent;

    private final World world;
    private final SplittableRandom random;

    ModelTarget(String system, World world, SplittableRandom random) {
        this.system = system;
        this.world = world;
        this.random = random;
    }

    void heal() {
        down = false;
        refusing = false;
        faultPercent = 0;
    }

    /** Answers the question whether it has the step; null when it has not. */
    Answer lookUp(Delivery delivery) {
        Truth truth = world.truth(delivery);
        Answer fault = faultBefore(truth, true);
        if (fault != null) {
            return fault;
        }
        return truth.effects > 0 ? ADOPTED : null;
    }

    /** Is asked to apply the step. */
    Answer write(Delivery delivery) {
        Truth truth = world.truth(delivery);
        truth.written();
        Answer fault = faultBefore(truth, false);
        if (fault != null) {
            return fault;
        }
        apply(truth);
        return random.nextInt(100) < faultPercent ? (random.nextBoolean() ? FAILED : HUNG) : APPLIED;
    }

    /** The caller gave up waiting; the request may have come through nevertheless. */
    Answer hang(Delivery delivery, boolean writing) {
        Truth truth = world.truth(delivery);
        if (writing && random.nextBoolean()) {
            truth.written();
            if (!down && !refusing && !truth.poisoned && !truth.failing) {
                apply(truth);
            }
        }
        return HUNG;
    }

    private Answer faultBefore(Truth truth, boolean looking) {
        if (down) {
            return AWAY;
        }
        if (refusing) {
            return LOCKED;
        }
        if (random.nextInt(100) < faultPercent) {
            return switch (random.nextInt(5)) {
                case 0 -> FAILED;
                case 1 -> HUNG;
                case 2 -> new Answer.Temporary("busy", pause());
                default -> new Answer.Throttled("slow down", pause());
            };
        }
        if (truth.failing) {
            return FAILED;
        }
        return truth.poisoned && !looking ? INVALID : null;
    }

    private Duration pause() {
        return random.nextBoolean() ? null : Duration.ofSeconds(1 + random.nextInt(20));
    }

    private void apply(Truth truth) {
        ModelStep row = truth.row;
        Repeatability how = row.safety.how();
        boolean repeated = (how == Repeatability.KEY
                        && truth.keyKnownUntil != null
                        && world.clock.instant().isBefore(truth.keyKnownUntil))
                || (how == Repeatability.UPSERT && truth.effects > 0);
        if (how == Repeatability.KEY && repeated) {
            return;
        }
        for (ModelStep other : world.ledger.rows()) {
            if (other != row && other.sharesLane(row)) {
                if (other.no > row.no && world.truth(other.no).effects > 0) {
                    throw new Truth.Broken(row + " takes effect after " + other);
                }
                if (other.no < row.no && other.state.isOpen()) {
                    throw new Truth.Broken(row + " overtakes " + other);
                }
            }
        }
        if (!repeated) {
            truth.tookEffect();
            truth.keyKnownUntil = world.clock.instant().plus(World.WINDOW);
        }
    }

    @Override
    public String toString() {
        return (down ? "is down" : "is up") + (refusing ? ", refuses everything" : "") + ", fails " + faultPercent
                + " %";
    }
}
