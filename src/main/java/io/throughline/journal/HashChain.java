package io.throughline.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Links rows so that a changed, missing or inserted one shows: each row's hash covers its content and the hash before
 * it. Every writer borrows a chain of its own, so that writers do not wait for each other.
 */
public final class HashChain {

    static final byte[] GENESIS = new byte[32];

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
    Link append(Object... content) {
        position++;
        byte[] previous = head;
        head = hash(previous, position, content);
        return new Link(name, position, previous, head);
    }

    /** SHA-256 over the previous hash, the position and each content part preceded by its length. */
    public static byte[] hash(byte[] previous, long position, Object... content) {
        MessageDigest digest = sha256();
        digest.update(previous);
        digest.update(ByteBuffer.allocate(8).putLong(position).array());
        for (Object part : content) {
            byte[] bytes =
                    part instanceof byte[] raw ? raw : String.valueOf(part).getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return digest.digest();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
