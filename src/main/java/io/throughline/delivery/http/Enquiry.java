package io.throughline.delivery.http;

/** Something read from a system in one or more calls, each depending on what the ones before brought. */
public interface Enquiry {

    /** The system that is asked. */
    String system();

    /** The next call, or null when all is known. */
    HttpCall ask();

    /**
     * What a call that succeeded brought.
     *
     * @throws SourceFailure when it says that it did not succeed
     */
    void told(HttpReply reply);

    /** A sentence of the target's own for a call that failed, or null to look for the usual shapes. */
    default String words(HttpReply reply) {
        return null;
    }

    /** What was read, once there is nothing left to ask. */
    Object result();
}
