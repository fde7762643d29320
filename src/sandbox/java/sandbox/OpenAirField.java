package sandbox;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A property of a record, written {@code name[!][:kind][>Type]}: {@code !} for one that is required, {@code >} for the id of a
 * record of another type. Kinds: text (without one), date, flag (1 or 0), decimal, address.
 */
record OpenAirField(String name, boolean required, Kind kind, String refersTo) {

    /** What it holds. */
    enum Kind {
        TEXT("(?s).*"),
        DATE("\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2})?"),
        FLAG("[01]"),
        DECIMAL("-?\\d{1,12}(\\.\\d{1,6})?"),
        ADDRESS("(?s).*");

        private final Pattern form;

        Kind(String form) {
            this.form = Pattern.compile(form);
        }

        boolean takes(String value) {
            return form.matcher(value).matches();
        }
    }

    private static final Pattern SPEC = Pattern.compile("(\\w+)(!)?(?::(\\w+))?(?:>(\\w+))?");

    static OpenAirField of(String spec) {
        Matcher parts = SPEC.matcher(spec);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no field: " + spec);
        }
        Kind kind =
                parts.group(3) == null ? Kind.TEXT : Kind.valueOf(parts.group(3).toUpperCase(java.util.Locale.ROOT));
        return new OpenAirField(parts.group(1), parts.group(2) != null, kind, parts.group(4));
    }
}
