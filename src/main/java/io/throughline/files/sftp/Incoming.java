package io.throughline.files.sftp;

import io.throughline.contract.Json;
import io.throughline.files.FileNames;
import io.throughline.files.Receipt;
import io.throughline.files.sftp.RemoteFolder.Entry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the partner's {@code in} to ours. A file is taken when it has not changed between looks: download, note, rename
 * into {@code in}, and only then rename to the partner's {@code done}. Every part can be cut off and is taken up again.
 */
final class Incoming {

    private static final Logger LOG = LoggerFactory.getLogger(SftpDoors.class);

    private final String system;
    private final LocalFolders local;
    private final long maxBytes;
    private final Duration stable;
    private final Clock clock;
    private final RemoteNames names;
    private final Remarks remarks;
    private final Map<String, Seen> seen = new HashMap<>();

    private record Seen(Entry entry, long sinceNanos) {}

    Incoming(String system, LocalFolders local, long maxBytes, Duration stable, Clock clock, Remarks remarks) {
        this.system = system;
        this.local = local;
        this.maxBytes = maxBytes;
        this.stable = stable;
        this.clock = clock;
        this.names = new RemoteNames(clock);
        this.remarks = remarks;
    }

    /** Takes every file that is ready. */
    void look(RemoteFolder remote) throws IOException {
        Set<String> known = finishEarlier(remote);
        Map<String, Seen> present = new HashMap<>();
        for (Entry entry : remote.list("in")) {
            if (!known.contains(entry.name()) && acceptable(entry) && ready(entry, present)) {
                try {
                    take(remote, entry);
                } catch (RefusedByServer refused) {
                    remarks.say(refused.getMessage());
                }
            }
        }
        seen.clear();
        seen.putAll(present);
    }

    /** Goes on where an earlier look was cut off; gives the names that were settled. */
    private Set<String> finishEarlier(RemoteFolder remote) throws IOException {
        List<Fetched> notes = local.notes();
        sweep(notes);
        Set<String> settled = new HashSet<>();
        for (Fetched fetched : notes) {
            if (fetched.moved()) {
                continue;
            }
            place(fetched);
            settled.add(fetched.remote());
            try {
                finish(remote, fetched);
            } catch (RefusedByServer refused) {
                remarks.say(refused.getMessage());
            }
        }
        return settled;
    }

    private void finish(RemoteFolder remote, Fetched fetched) throws IOException {
        Optional<Entry> there = remote.find("in/" + fetched.remote());
        if (there.isPresent() && fetched.isStill(there.get())) {
            moveAside(remote, fetched);
        } else {
            local.note(fetched.gone());
        }
    }

    /** Removes what was downloaded and not noted. */
    private void sweep(List<Fetched> notes) throws IOException {
        Set<String> noted = new HashSet<>();
        notes.forEach(fetched -> noted.add(fetched.local()));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(local.underWay("incoming"))) {
            for (Path file : files) {
                if (!noted.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }

    private boolean acceptable(Entry entry) {
        String name = entry.name();
        if (name.equals(".") || name.equals("..")) {
            return false;
        }
        if (name.isEmpty()
                || name.indexOf('/') >= 0
                || name.indexOf('\\') >= 0
                || name.indexOf('\uFFFD') >= 0
                || name.chars().anyMatch(Character::isISOControl)) {
            remarks.say("a name in in/ is none of a file and is left alone: " + FileNames.safe(name));
            return false;
        }
        if (FileNames.unfinished(name) || entry.folder()) {
            return false;
        }
        if (!entry.regular()) {
            remarks.say("in/" + FileNames.safe(name) + " is not a regular file and is left alone");
        }
        return entry.regular();
    }

    private boolean ready(Entry entry, Map<String, Seen> present) {
        Seen before = seen.get(entry.name());
        if (before == null || !before.entry().sameContent(entry)) {
            present.put(entry.name(), new Seen(entry, System.nanoTime()));
            return false;
        }
        present.put(entry.name(), before);
        return System.nanoTime() - before.sinceNanos() >= stable.toNanos();
    }

    private void take(RemoteFolder remote, Entry entry) throws IOException {
        if (entry.size() > maxBytes) {
            refuse(remote, entry);
            return;
        }
        Fetched fetched = Fetched.of(entry, local.newName(entry.name()));
        Path download = local.underWay("incoming").resolve(fetched.local());
        String path = "in/" + entry.name();
        long arrived = download(remote, path, download, entry.size());
        Optional<Entry> now = remote.find(path);
        if (arrived != entry.size() || now.isEmpty() || !fetched.isStill(now.get())) {
            Files.deleteIfExists(download);
            remarks.say("in/" + FileNames.safe(entry.name()) + " changed while it was read and is read again");
            return;
        }
        LocalFolders.force(download);
        local.note(fetched);
        place(fetched);
        LOG.info(
                "{} sftp: in/{} is taken as {}, {} bytes",
                system,
                FileNames.safe(entry.name()),
                fetched.local(),
                entry.size());
        moveAside(remote, fetched);
    }

    /** Reads at most one byte more than expected; gives how many arrived. */
    private static long download(RemoteFolder remote, String path, Path to, long expected) throws IOException {
        try (InputStream content = remote.read(path);
                OutputStream file = Files.newOutputStream(to)) {
            byte[] buffer = new byte[32 * 1024];
            long arrived = 0;
            for (int count = remote.next(content, buffer); count >= 0; count = remote.next(content, buffer)) {
                arrived += count;
                if (arrived > expected) {
                    break;
                }
                file.write(buffer, 0, count);
            }
            return arrived;
        }
    }

    private void place(Fetched fetched) throws IOException {
        Path download = local.underWay("incoming").resolve(fetched.local());
        if (Files.exists(download)) {
            Files.move(download, local.at("in").resolve(fetched.local()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void moveAside(RemoteFolder remote, Fetched fetched) throws IOException {
        Fetched planned = fetched.goingTo(names.free(remote, "done", fetched.remote()));
        local.note(planned);
        remote.rename("in/" + fetched.remote(), "done/" + planned.done());
        local.note(planned.gone());
    }

    /** A file that is too large is not read; its sender finds a receipt that says so. */
    private void refuse(RemoteFolder remote, Entry entry) throws IOException {
        String message = "The file has " + entry.size() + " bytes; at most " + maxBytes
                + " are accepted. Split it and send the parts.";
        Receipt receipt = new Receipt(
                entry.name(),
                null,
                clock.instant(),
                0,
                0,
                0,
                1,
                0,
                List.of(new Receipt.Line(0, "", "DOC-TOO-LARGE", message)),
                List.of());
        byte[] text = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(receipt);
        String name = names.free(remote, "rejected", entry.name());
        remote.put(new ByteArrayInputStream(text), text.length, "rejected/" + name + ".receipt.json");
        remote.rename("in/" + entry.name(), "rejected/" + name);
        Files.write(local.at("rejected").resolve(local.newName(entry.name()) + ".receipt.json"), text);
        LOG.warn("{} sftp: in/{} is refused: {}", system, FileNames.safe(entry.name()), message);
    }
}
