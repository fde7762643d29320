package io.throughline.people;

import java.util.List;

/** Everything that has been told of a worker, in no particular order; what holds on a day follows from all of it. */
@FunctionalInterface
public interface WorkerHistory {

    /** The facts told of a worker up to now; empty when the worker is not known. */
    List<WorkerFact> facts(String workerId);
}
