package io.throughline.delivery.http;

/** The end of an enquiry: what was read, or the failure. */
public final class Enquiries {

    /**
     * Hands on what was read.
     *
     * @param outcome what the conversation left
     * @throws SourceFailure when the system could not be read
     */
    public Object result(Object outcome) {
        if (outcome instanceof SourceFailure failure) {
            throw failure;
        }
        if (outcome instanceof io.throughline.contract.Answer answer) {
            throw new SourceFailure("enquiry", answer);
        }
        return outcome;
    }
}
