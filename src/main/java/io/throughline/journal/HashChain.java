package io.throughline.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Links rows so that a changed, missing or inserted one shows: each row's hash covers its content and the hash before
 * it. Every writer borrows a chain of its own, so that writers do not wait for each other.
 */
public final class HashChain {

    private static final byte[] START = new byte[32];

    private final String name;
    private long position;
    private byte[] head;

    HashChain(String name, long position, byte[] head) {
        this.name = name;
        this.position = position;
        this.head = head;
    }

    public String name() {
        return name;
    }

    /** What stands for the hash before the first row: 32 zero bytes. */
    public static byte[] genesis() {
        return START.clone();
    }

    /**
     * A link to be written.
     *
     * @param chain    name of the chain
     * @param position 1 for the first row
     * @param previous hash of the row before
     * @param hash     SHA-256 over previous, position and content
     */
    public record Link(String chain, long position, byte[] previous, byte[] hash) {}

    /** The next link over the given content. */
    Link append(List<String> content) {
        position++;
        byte[] previous = head;
        head = hash(previous, position, content);
        return new Link(name, position, previous, head);
    }

    /**
     * The one hash rule: SHA-256 over the previous hash, the position as eight bytes, and for each part of the content
     * its length in bytes as four bytes and its text in UTF-8; a part that is null has the length -1 and no bytes. Numbers
     * are big-endian.
     */
    public static byte[] hash(byte[] previous, long position, List<String> content) {
        MessageDigest digest = sha256();
        digest.update(previous);
        digest.update(ByteBuffer.allocate(8).putLong(position).array());
        for (String part : content) {
            byte[] bytes = part == null ? null : part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4)
                    .putInt(bytes == null ? -1 : bytes.length)
                    .array());
            if (bytes != null) {
                digest.update(bytes);
            }
        }
        return digest.digest();
    }

    /** SHA-256 of sealed bytes in lower-case hexadecimal, as rows keep it; null stays null. */
    static String digest(byte[] sealed) {
        return sealed == null ? null : HexFormat.of().formatHex(sha256().digest(sealed));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
