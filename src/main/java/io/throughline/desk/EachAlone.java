package io.throughline.desk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look of standing alerts at many things, each for itself: one that cannot be read silences no other, and an alert that
 * tells of it stays open, because nobody knows whether it is over.
 */
final class EachAlone {

    private static final Logger LOG = LoggerFactory.getLogger(EachAlone.class);

    private final Set<String> unreadable = new HashSet<>();

    /**
     * What there is to say of each.
     *
     * @param name of a thing, by which {@link #over} asks for it
     * @param look empty where there is nothing to say
     */
    <T, R> List<R> of(Collection<T> all, Function<T, String> name, Function<T, Optional<R>> look) {
        List<R> found = new ArrayList<>();
        for (T one : all) {
            try {
                look.apply(one).ifPresent(found::add);
            } catch (RuntimeException failure) {
                LOG.warn("how {} stands cannot be told: {}", name.apply(one), failure.toString());
                unreadable.add(name.apply(one));
            }
        }
        return found;
    }

    /** Why the alert of a thing is over; null when the thing could not be read. */
    String over(String name, String why) {
        return unreadable.contains(name) ? null : why;
    }
}
