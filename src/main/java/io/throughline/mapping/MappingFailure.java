package io.throughline.mapping;

/** A mapping could not translate a record, or ran past its limits. */
public final class MappingFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MappingFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
