package io.throughline.mapping;

import java.util.Locale;

/** The syntaxes in which documents arrive. */
public enum Format {
    CSV,
    JSON,
    XML;

    /** Usual file name extension, without the dot. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }
}
