package io.throughline.mapping;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Runs stylesheets on threads of its own and gives up on one that takes too long. Java cannot end a thread that does not
 * listen, so a stylesheet that ran over time is switched off until the next start: it costs one thread, once.
 */
final class Bounded implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Duration limit;
    private final int maxOutput;
    private final Set<String> switchedOff = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(Bounded::thread);

    Bounded(Duration limit, int maxOutput) {
        this.limit = limit;
        this.maxOutput = maxOutput;
    }

    /** Characters a stylesheet may write for one record. */
    int maxOutput() {
        return maxOutput;
    }

    /**
     * Runs a task in the name of a mapping.
     *
     * @throws MappingFailure when it fails, runs over time or ran over time before
     */
    <T> T run(String mapping, Supplier<T> task) {
        if (switchedOff.contains(mapping)) {
            throw new MappingFailure("The mapping " + mapping + " is switched off because it ran over its time", null);
        }
        Future<T> running = threads.submit(task::get);
        try {
            return running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            switchedOff.add(mapping);
            running.cancel(true);
            throw new MappingFailure(
                    "The mapping " + mapping + " took more than " + limit.toMillis() + " ms and is switched off", e);
        } catch (InterruptedException e) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            throw new MappingFailure("The mapping " + mapping + " was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MappingFailure failure) {
                throw failure;
            }
            throw new MappingFailure("The mapping " + mapping + " failed: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "stylesheet-" + COUNT.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
