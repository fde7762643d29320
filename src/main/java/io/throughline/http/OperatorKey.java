package io.throughline.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * The one secret that opens the HTTP surface and Hawtio: 32 random bytes as base64url without padding (43 characters),
 * kept in a file only its owner may read. Its value is never logged and does not show in {@link #toString()}.
 */
public final class OperatorKey {
    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path file;
    private final String value;
    private final byte[] digest;

    private OperatorKey(Path file, String value) {
        this.file = file;
        this.value = value;
        this.digest = sha256(value);
    }

    /**
     * Reads the key, or creates it when the file does not exist. Permissions wider than 0600 are narrowed.
     *
     * @param file usually {@code data/operator.key}; missing parent folders are created
     * @throws UncheckedIOException  when the file can neither be read nor written
     * @throws IllegalStateException when the file holds something that is too short to be a key
     */
    public static OperatorKey at(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            createOnce(file);
            if (posix()) {
                Files.setPosixFilePermissions(file, OWNER_ONLY);
            }
            String value = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (value.length() < 32) {
                throw new IllegalStateException(
                        file + " does not hold an operator key; delete it and a new one is written at the next start");
            }
            return new OperatorKey(file, value);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read or create the operator key " + file, e);
        }
    }

    private static void createOnce(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n";
        FileAttribute<?>[] attributes = posix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            return; // written by an earlier start
        }
    }

    /** Whether the candidate is the key; takes the same time wherever the two differ. Null never matches. */
    public boolean matches(String candidate) {
        return candidate != null && MessageDigest.isEqual(digest, sha256(candidate));
    }

    /** Where the key is kept, for the banner. */
    public Path file() {
        return file;
    }

    /** The secret itself, for clients of this process such as the command line. Never log it. */
    public String value() {
        return value;
    }

    @Override
    public String toString() {
        return "OperatorKey[" + file + "]";
    }

    private static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
