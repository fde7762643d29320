package io.throughline.files;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What file names say, and names that do no harm. */
public final class FileNames {

    /** Longest name that leaves room for what receipts and rejected records add to it. */
    private static final int BYTES = 200;

    private FileNames() {}

    /** Whether its sender is still at a file of this name: hidden files, {@code .part} and {@code .tmp}. */
    public static boolean unfinished(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return name.startsWith(".") || lower.endsWith(".part") || lower.endsWith(".tmp");
    }

    /** A name that is harmless on every file system and in every log; the original is kept in the receipt. */
    public static String safe(String name) {
        String harmless = name.replaceAll("[^A-Za-z0-9._-]", "_");
        return harmless.length() <= 120 ? harmless : harmless.substring(harmless.length() - 120);
    }

    /** The name as it is, or the end of it when file systems would not take it with a suffix. */
    public static String shortened(String name) {
        String end = name;
        while (end.getBytes(StandardCharsets.UTF_8).length > BYTES) {
            end = end.substring(end.offsetByCodePoints(0, 1));
        }
        return end;
    }

    /** The name of the file with the rejected records: {@code hours.rejected.csv} for {@code hours.csv}. */
    public static String rejected(String name) {
        return with(name, ".rejected");
    }

    /** A name with something put before its extension: {@code hours-2.csv} for {@code hours.csv} and {@code -2}. */
    public static String with(String name, String addition) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name + addition : name.substring(0, dot) + addition + name.substring(dot);
    }
}
