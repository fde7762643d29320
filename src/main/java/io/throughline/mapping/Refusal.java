package io.throughline.mapping;

import java.util.Objects;

/** A whole document that is not let in; nothing of it was read further. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String rule;

    public Refusal(String rule, String message) {
        super(message);
        this.rule = Objects.requireNonNull(rule, "rule");
    }

    public Refusal(String rule, String message, Throwable cause) {
        super(message, cause);
        this.rule = Objects.requireNonNull(rule, "rule");
    }

    /** The rule that refused it, such as {@code DOC-EMPTY}. */
    public String rule() {
        return rule;
    }
}
