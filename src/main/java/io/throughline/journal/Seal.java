package io.throughline.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what the database stores of payloads, so that names, pay and other personal fields are not readable at rest.
 * AES-256 in GCM mode with a fresh 96-bit nonce per value; layout: one byte key version, nonce, cipher text with tag.
 */
public final class Seal {

    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();
    private final ThreadLocal<Cipher> ciphers = ThreadLocal.withInitial(Seal::newCipher);

    private Seal(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /**
     * Reads the key, or writes a new one readable by the owner only.
     *
     * @param file holds 32 random bytes in Base64
     */
    public static Seal withKeyIn(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] fresh = new byte[32];
            new SecureRandom().nextBytes(fresh);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, Base64.getEncoder().encodeToString(fresh), StandardOpenOption.WRITE);
        }
        byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
        if (key.length != 32) {
            throw new IOException(file + " must hold 32 bytes in Base64 but holds " + key.length);
        }
        return new Seal(key);
    }

    /** Encrypts; null stays null. */
    public byte[] close(byte[] plain) {
        if (plain == null) {
            return null;
        }
        try {
            byte[] nonce = new byte[NONCE];
            random.nextBytes(nonce);
            Cipher cipher = ciphers.get();
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            ByteBuffer sealed = ByteBuffer.allocate(1 + NONCE + cipher.getOutputSize(plain.length));
            sealed.put(VERSION).put(nonce);
            cipher.doFinal(ByteBuffer.wrap(plain), sealed);
            return sealed.array();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("payload could not be encrypted", failure);
        }
    }

    /**
     * Decrypts; null stays null.
     *
     * @throws IllegalStateException when the value was sealed with another key or was changed
     */
    public byte[] open(byte[] sealed) {
        if (sealed == null) {
            return null;
        }
        if (sealed.length < 1 + NONCE || sealed[0] != VERSION) {
            throw new IllegalStateException("payload is not sealed with key version " + VERSION);
        }
        try {
            Cipher cipher = ciphers.get();
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 1, NONCE));
            return cipher.doFinal(sealed, 1 + NONCE, sealed.length - 1 - NONCE);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("payload was changed or sealed with another key", failure);
        }
    }

    /** Encrypts a JSON document; null stays null. */
    public byte[] closeJson(JsonNode document) {
        return document == null ? null : close(plain(document));
    }

    /** A JSON document as the bytes that are encrypted. */
    public static byte[] plain(JsonNode document) {
        try {
            return Json.mapper().writeValueAsBytes(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Decrypts a JSON document; null stays null. */
    public JsonNode openJson(byte[] sealed) {
        return sealed == null ? null : Json.tree(open(sealed));
    }

    /**
     * A hash that only the holder of the key can make, so that a value can be found again without being readable.
     *
     * @param label what it is for; each label has a key of its own that is derived from the key of this seal
     * @return HMAC-SHA-256 in hexadecimal digits
     */
    public String keyedHash(String label, String value) {
        byte[] derived = hmac(key.getEncoded(), label.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hmac(derived, value.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] hmac(byte[] key, byte[] value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(value);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
