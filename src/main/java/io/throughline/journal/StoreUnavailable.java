package io.throughline.journal;

/** The database could not do its work; whatever was under way is rolled back and tried again. */
public final class StoreUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailable(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
