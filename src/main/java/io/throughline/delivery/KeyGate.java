package io.throughline.delivery;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Lets one batch at a time plan for a key, from the look at what is known to the commit: otherwise two batches of this
 * process could both find themselves newest, and steps could be numbered in another order than they are committed in. A
 * batch gets all its keys at once, so that no two batches wait for each other.
 */
final class KeyGate {

    private final Map<String, Batch> inside = new HashMap<>();

    /** Waits until no other batch is inside with one of the keys, and goes in. */
    synchronized void enter(Batch batch, Set<String> keys) {
        while (keys.stream().anyMatch(key -> inside.containsKey(key) && inside.get(key) != batch)) {
            try {
                wait();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("stopped while waiting for another batch", stopping);
            }
        }
        keys.forEach(key -> inside.put(key, batch));
    }

    /** Goes out; a batch that is not inside changes nothing. */
    synchronized void leave(Batch batch) {
        if (inside.values().removeIf(owner -> owner == batch)) {
            notifyAll();
        }
    }
}
