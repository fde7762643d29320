package io.throughline.people;

import java.time.LocalDate;

/** Values what a change of a worker does to work that was done already (CALC-10), without doing anything. */
@FunctionalInterface
public interface ImpactAssessment {

    /**
     * The impact on everything the worker has done from a date on.
     *
     * @param before the worker as he was on that date
     * @param after  the worker as he is from that date on
     * @param from   first local date of the change
     */
    Impact assess(Worker before, Worker after, LocalDate from);
}
