package io.throughline.contract;

/** How that is called for which a fact waits outside the journal, besides the ids of other systems. */
public final class Awaited {

    private static final String OURS = "@throughline:";
    /** Begins the name of every version. */
    public static final String VERSION = "sequence@";

    private static final String STATE = "worker-state@";

    private Awaited() {}

    /** An object under its canonical id, {@code <object>@throughline:<id>}. */
    public static String object(String object, String id) {
        return object + OURS + id;
    }

    /** Any exchange rate from one currency to another, {@code fx-rate@throughline:<from>-<to>}. */
    public static String rate(String from, String to) {
        return object("fx-rate", from + "-" + to);
    }

    /** Whether it is the exchange rate of a pair of currencies. */
    public static boolean isRate(String reference) {
        return reference.startsWith("fx-rate" + OURS);
    }

    /** One version of an object whose source numbers them without gaps, {@code sequence@<source>:<subject>#<version>}. */
    public static String version(String source, String subject, long version) {
        return versions(source, subject) + "#" + version;
    }

    /** All versions of such an object, {@code sequence@<source>:<subject>}. */
    public static String versions(String source, String subject) {
        return VERSION + source + ":" + subject;
    }

    /** Whether it is a version of an object. */
    public static boolean isVersion(String reference) {
        return reference.startsWith(VERSION);
    }

    /** Another state of a worker of a system than the one that is known, {@code worker-state@<system>:<worker id>}. */
    public static String state(String system, String workerId) {
        return STATE + system + ":" + workerId;
    }

    /** Whether it is another state of a worker than the one that is known. */
    public static boolean isState(String reference) {
        return reference.startsWith(STATE);
    }

    /**
     * What wakes a fact that waits for the reference: the reference itself, all versions of the object for one of them, and
     * the worker for a state of his.
     */
    public static String waker(String reference) {
        if (isVersion(reference)) {
            return reference.substring(0, reference.lastIndexOf('#'));
        }
        if (isState(reference)) {
            return object("worker", reference.substring(reference.lastIndexOf(':') + 1));
        }
        return reference;
    }
}
