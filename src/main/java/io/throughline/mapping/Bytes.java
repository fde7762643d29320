package io.throughline.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What can be told of bytes before they are parsed. */
final class Bytes {

    private static final int LOOK_AT = 64 * 1024;

    private static final char REPLACEMENT = '\uFFFD';

    /** A stray control character is cleaned away later; more than one in so many bytes is no text. */
    private static final int TOLERATED_ONE_IN = 50;

    private Bytes() {}

    /** Index of the first byte that is neither a UTF-8 byte order mark nor white space; the length if there is none. */
    static int firstCharacter(byte[] bytes) {
        int at = byteOrderMark(bytes);
        while (at < bytes.length && (bytes[at] == ' ' || (bytes[at] >= '\t' && bytes[at] <= '\r'))) {
            at++;
        }
        return at;
    }

    /** Length of the UTF-8 byte order mark: 3 or 0. */
    static int byteOrderMark(byte[] bytes) {
        boolean mark =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        return mark ? 3 : 0;
    }

    /** Refuses what is not text: archives, images, executables, text in UTF-16. */
    static void refuseBinary(byte[] bytes) {
        String magic = magic(bytes);
        if (magic != null) {
            throw new Refusal(
                    "DOC-BINARY", "The document is " + magic + "; CSV, JSON or XML text in UTF-8 is expected.");
        }
        int end = Math.min(bytes.length, LOOK_AT);
        int strange = 0;
        int first = -1;
        for (int at = 0; at < end; at++) {
            byte b = bytes[at];
            if ((b >= 0 && b < ' ' && !(b >= '\t' && b <= '\r')) || b == 0x7F) {
                strange++;
                first = first < 0 || (b == 0 && bytes[first] != 0) ? at : first;
            }
        }
        if (first >= 0 && (bytes[first] == 0 || strange * TOLERATED_ONE_IN > end)) {
            throw new Refusal(
                    "DOC-BINARY",
                    "The document is not text: byte " + first + " is 0x"
                            + HexFormat.of().toHexDigits(bytes[first])
                            + "; CSV, JSON or XML text in UTF-8 is expected.");
        }
    }

    /** Text of UTF-8 bytes without the byte order mark; anything else is refused with the place of the error. */
    static String utf8(byte[] bytes) {
        int skip = byteOrderMark(bytes);
        String text = new String(bytes, skip, bytes.length - skip, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            refuseMalformed(bytes, skip);
        }
        return text;
    }

    /** The replacement character stands for what could not be decoded, unless it was there from the start. */
    private static void refuseMalformed(byte[] bytes, int skip) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, skip, bytes.length - skip);
        try {
            decoder.decode(in);
        } catch (CharacterCodingException e) {
            int line = 1;
            for (int at = 0; at < in.position(); at++) {
                line += bytes[at] == '\n' ? 1 : 0;
            }
            throw new Refusal(
                    "DOC-MALFORMED",
                    "The document is not UTF-8: line " + line + " has the byte 0x"
                            + HexFormat.of().toHexDigits(bytes[in.position()])
                            + ", which no UTF-8 character has there. Save it as UTF-8.",
                    e);
        }
    }

    /** SHA-256 in hexadecimal. */
    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static String magic(byte[] bytes) {
        if (starts(bytes, 'P', 'K', 3, 4) || starts(bytes, 'P', 'K', 5, 6)) {
            return "a zip archive or an Office file";
        }
        if (starts(bytes, 0x1F, 0x8B)) {
            return "compressed with gzip";
        }
        if (starts(bytes, '%', 'P', 'D', 'F')) {
            return "a PDF";
        }
        if (starts(bytes, 0xAC, 0xED)) {
            return "a serialized Java object";
        }
        if (starts(bytes, 0xFE, 0xFF) || starts(bytes, 0xFF, 0xFE)) {
            return "text in UTF-16";
        }
        return null;
    }

    private static boolean starts(byte[] bytes, int... wanted) {
        if (bytes.length < wanted.length) {
            return false;
        }
        for (int at = 0; at < wanted.length; at++) {
            if (bytes[at] != (byte) wanted[at]) {
                return false;
            }
        }
        return true;
    }
}
