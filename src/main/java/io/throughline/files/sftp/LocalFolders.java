package io.throughline.files.sftp;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import io.throughline.files.FileNames;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The exchange folder of one system and, in {@code sftp} below it, what is under way: {@code fetched} (one note per file
 * whose sender waits for a receipt), {@code incoming} (downloads), {@code claiming}, {@code sending} and {@code marking} (uploads).
 */
final class LocalFolders {

    private static final String NOTE = ".json";

    /** Characters of a file's own name that its name here keeps. */
    private static final int KEPT = 80;

    private final Path exchange;

    /**
     * @param exchange folder of the system, such as {@code exchange/adp}
     */
    LocalFolders(Path exchange) throws IOException {
        this.exchange = exchange;
        for (String folder : List.of("in", "done", "rejected", "out/sent")) {
            Files.createDirectories(at(folder));
        }
        for (String folder : List.of("fetched", "incoming", "claiming", "sending", "marking")) {
            Files.createDirectories(underWay(folder));
        }
    }

    /** A folder or file of the system. */
    Path at(String name) {
        return exchange.resolve(name);
    }

    /** A folder or file of what is under way. */
    Path underWay(String name) {
        return exchange.resolve("sftp").resolve(name);
    }

    /** A harmless name that no file has or had: the end of the partner's name with a tag before its extension. */
    String newName(String remote) {
        String harmless = FileNames.safe(remote);
        String end = harmless.substring(Math.max(0, harmless.length() - KEPT)).replaceFirst("^[.-]+", "_");
        return FileNames.with(end, "-" + UUID.randomUUID().toString().substring(0, 8));
    }

    /** Notes a file; the note is on disk when this returns. */
    void note(Fetched fetched) throws IOException {
        Path note = underWay("fetched").resolve(fetched.local() + NOTE);
        Path unfinished = note.resolveSibling("." + note.getFileName());
        Files.write(unfinished, Json.mapper().writeValueAsBytes(fetched));
        force(unfinished);
        Files.move(unfinished, note, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Forgets a file whose sender has its receipt. */
    void forget(Fetched fetched) throws IOException {
        Files.deleteIfExists(underWay("fetched").resolve(fetched.local() + NOTE));
    }

    /** All notes. */
    List<Fetched> notes() throws IOException {
        List<Fetched> notes = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(underWay("fetched"), "[!.]*" + NOTE)) {
            for (Path file : files) {
                JsonNode note = Json.tree(Files.readAllBytes(file));
                notes.add(Json.mapper().treeToValue(note, Fetched.class));
            }
        }
        return notes;
    }

    static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }
}
