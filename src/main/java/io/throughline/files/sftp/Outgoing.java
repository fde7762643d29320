package io.throughline.files.sftp;

import io.throughline.files.FileNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From our {@code out} to the partner's, folders below it included. A file with its {@code .done} marker is claimed by a
 * rename, uploaded under a hidden name, renamed there, marked there, and kept in {@code out/sent}. The rename from
 * {@code sending} to {@code marking} remembers that the upload is over, so that what a partner has already taken away is
 * never brought a second time.
 */
final class Outgoing {

    private static final Logger LOG = LoggerFactory.getLogger(SftpDoors.class);
    private static final String MARKER = ".done";

    private final String system;
    private final LocalFolders local;
    private final RemoteNames names;
    private final Remarks remarks;

    Outgoing(String system, LocalFolders local, Clock clock, Remarks remarks) {
        this.system = system;
        this.local = local;
        this.names = new RemoteNames(clock);
        this.remarks = remarks;
    }

    /** What is done with one file. */
    private interface Work {
        void on(Path relative) throws IOException;
    }

    /** Sends every file that is ready. */
    void look(RemoteFolder remote) throws IOException {
        each(local.underWay("marking"), relative -> mark(remote, relative));
        claim();
        each(local.underWay("sending"), relative -> send(remote, relative));
    }

    private void each(Path folder, Work work) throws IOException {
        for (Path file : files(folder)) {
            try {
                work.on(folder.relativize(file));
            } catch (RefusedByServer refused) {
                remarks.say(refused.getMessage());
            }
        }
    }

    /** The marker goes first, so that a file which is written anew meanwhile keeps the marker of its own. */
    private void claim() throws IOException {
        Path out = local.at("out");
        Path claiming = local.underWay("claiming");
        for (Path file : files(out)) {
            Path marker = file.resolveSibling(file.getFileName() + MARKER);
            if (!file.startsWith(out.resolve("sent"))
                    && !file.getFileName().toString().startsWith(".")
                    && LocalFolders.isFile(marker)) {
                move(marker, claiming.resolve(out.relativize(file)));
            }
        }
        for (Path claim : files(claiming)) {
            Path relative = claiming.relativize(claim);
            if (LocalFolders.isFile(out.resolve(relative))) {
                move(out.resolve(relative), local.underWay("sending").resolve(relative));
            }
            Files.delete(claim);
        }
    }

    private void send(RemoteFolder remote, Path relative) throws IOException {
        Path file = local.underWay("sending").resolve(relative);
        Path sent = local.at("out/sent").resolve(relative);
        if (LocalFolders.isFile(sent) && Files.mismatch(sent, file) < 0) {
            Files.delete(file);
            LOG.info("{} sftp: out/{} was sent before with the same content", system, shown(relative));
            return;
        }
        String path = path(relative);
        remote.remove(path + MARKER);
        try (InputStream content = Files.newInputStream(file)) {
            remote.put(content, Files.size(file), path);
        }
        move(file, local.underWay("marking").resolve(relative));
        mark(remote, relative);
    }

    /** A partner that took the file away before its marker came needs none. */
    private void mark(RemoteFolder remote, Path relative) throws IOException {
        String path = path(relative);
        if (remote.find(path).isPresent()) {
            remote.put(InputStream.nullInputStream(), 0, path + MARKER);
        }
        Path sent = local.at("out/sent").resolve(relative);
        if (Files.exists(sent)) {
            String name = sent.getFileName().toString();
            Files.move(sent, sent.resolveSibling(FileNames.with(name, names.stamp())));
        }
        move(local.underWay("marking").resolve(relative), sent);
        LOG.info("{} sftp: out/{} is sent", system, shown(relative));
    }

    private static void move(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(LocalFolders::isFile).sorted().toList();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    private static String path(Path relative) {
        return "out/" + relative.toString().replace('\\', '/');
    }

    private static String shown(Path relative) {
        return relative.toString().replaceAll("[^A-Za-z0-9._/-]", "_");
    }
}
