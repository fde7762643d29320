package io.throughline.delivery.model;

/** What keeps the promise; the model can be run without one of them to show that it would be missed. */
enum Protection {
    /** The row says SENT before the target is called. */
    SENT_FIRST,
    /** An answer counts only for the attempt and process that is under way. */
    FENCE,
    /** Only the first open step of a lane begins. */
    LANES,
    /** A step rests until its next attempt is due. */
    NEXT_AT,
    /** The target's wish for a pause is kept. */
    RETRY_AFTER,
    /** An attempt that was given up without an answer leaves doubt. */
    DOUBT_AFTER_CRASH,
    /** A refusal does not remove the doubt an earlier attempt left. */
    DOUBT_AFTER_REFUSAL,
    /** The target is asked before a step in doubt is written again. */
    LOOK_UP,
    /** What can neither be asked nor repeated is not sent again. */
    CLASS_N,
    /** A key is worth nothing after its window. */
    WINDOW,
    /** Attempts are counted. */
    COUNTING,
    /** Attempts that say nothing of the step are not counted. */
    UNCOUNTED,
    /** Attempts of which no answer was ever settled are counted too. */
    CRASH_LIMIT,
    /** An attempt of a living process is left alone for a while. */
    LEASE,
    /** An attempt whose turn came late does not call any more. */
    CALL_BEFORE,
    /** What should be on its way is looked for. */
    SWEEPER,
    /** A probe that was not sent lets the next one try. */
    PROBE_BACK,
    /** Every step that waits for a target that is down has its turn as the one with which it is tried. */
    PROBES_TAKE_TURNS,
    /** A step that reached the target when it tried it, and failed, has used up an attempt. */
    PROBES_COUNT,
    /** What waits for a person has a case. */
    CASES,
    /** A step is numbered in the order in which its plan is committed. */
    NUMBERS_IN_ORDER
}
