package io.throughline.delivery.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;

/**
 * A file that is either not there or complete: written under a hidden name, forced to disk, renamed in one step, and
 * then marked by an empty {@code <name>.done} beside it. The same content again leaves everything as it is.
 */
public final class OutboundFile {

    private OutboundFile() {}

    /**
     * Puts a file in place, whatever was there before under its name.
     *
     * @param file    where it shall be; missing folders are made
     * @param content its bytes
     * @throws IOException when it could not be put there; nothing half-written is visible then
     */
    public static void put(Path file, byte[] content) throws IOException {
        Path done = file.resolveSibling(file.getFileName() + ".done");
        if (Files.exists(done) && Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content)) {
            return;
        }
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(done);
        Path hidden = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            write(hidden, content);
            Files.move(hidden, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(hidden);
        }
        Files.createFile(done);
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
