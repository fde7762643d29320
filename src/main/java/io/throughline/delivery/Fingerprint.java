package io.throughline.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What failed, where, by which rule and in which words, with everything left out that only names one object: ids, numbers,
 * quoted values, places in a list. Cases of one fingerprint have one cause.
 *
 * @param text  readable, such as {@code netsuite/time:USER_ERROR::department # is inactive}
 * @param group the first 16 hexadecimal characters of the SHA-256 of the whole text
 */
public record Fingerprint(String text, String group) {

    private static final int LIMIT = 240;
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"|`[^`]*`");
    private static final Pattern NAMED = Pattern.compile("\\S*\\d\\S*");
    private static final Pattern INDEX = Pattern.compile("/\\d+(?=/|$)");

    /**
     * @param place   where it failed: {@code <system>/<operation>} or {@code rules/<event type>}
     * @param rule    rule id or the target's code
     * @param pointer JSON pointer of the field, empty for the whole
     * @param words   what was said
     */
    public static Fingerprint of(String place, String rule, String pointer, String words) {
        String shape = QUOTED.matcher(words).replaceAll("#");
        shape = NAMED.matcher(shape).replaceAll("#").replaceAll("\\s+", " ").strip();
        String text = place + ":" + rule + ":" + INDEX.matcher(pointer).replaceAll("/*") + ":" + shape;
        return new Fingerprint(text.length() <= LIMIT ? text : text.substring(0, LIMIT), hash(text));
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
