package io.throughline.http;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Spellings of a path that servers and routers read differently. They serve no honest client and are refused before
 * anything interprets them: empty and dot segments, encoded separators and dots, path parameters, backslashes, control
 * characters.
 */
final class OddRequests {
    private static final Pattern ENCODED = Pattern.compile("%(?:2e|2f|5c|3b|25|[01][0-9a-f]|7f)");
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9a-f]{2})");
    private static final Pattern DOT_SEGMENT = Pattern.compile("(?:^|/)\\.{1,2}(?:/|$)");

    private OddRequests() {}

    /** Why the raw path is refused, or empty. Jolokia's GET form escapes slashes with {@code !/}, which is plain. */
    static Optional<String> reason(String path) {
        if (path == null || path.isEmpty() || path.charAt(0) != '/') {
            return Optional.of("The path must start with a slash.");
        }
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.contains("//") || lower.indexOf('\\') >= 0) {
            return Optional.of("The path has empty segments or backslashes.");
        }
        if (lower.indexOf(';') >= 0) {
            return Optional.of("Path parameters are not accepted.");
        }
        if (DOT_SEGMENT.matcher(lower).find()) {
            return Optional.of("The path has dot segments.");
        }
        if (ENCODED.matcher(lower).find() || BROKEN_ESCAPE.matcher(lower).find()) {
            return Optional.of("The path has escapes that are not accepted.");
        }
        if (lower.chars().anyMatch(c -> c <= 0x20 || c >= 0x7f)) {
            return Optional.of("The path has characters that must be escaped.");
        }
        return Optional.empty();
    }
}
