package io.throughline.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders into which people and systems drop files: {@code <exchange>/<system>/in}. A file is taken once it has not
 * changed for a while, by an atomic rename into {@code work/<node>} and a row in the database; what a crashed run of
 * this node left in its work folder is taken up again. Hidden files, {@code .part} and {@code .tmp} are left alone.
 */
public final class DropFolders {

    private static final Logger LOG = LoggerFactory.getLogger(DropFolders.class);
    private static final String MARK = ".in-work";

    private final Path exchange;
    private final List<String> systems;
    private final String node;
    private final Duration stable;
    private final Receipts receipts;
    private final Clock clock;
    private final Map<Path, Seen> seen = new HashMap<>();
    private final Map<String, Claim> unfinished = new LinkedHashMap<>();
    private boolean recovered;

    /**
     * A file that is ours to process.
     *
     * @param again    whether an earlier attempt may have got as far as the journal
     * @param failures how often it could not be processed
     * @param deaths   how often the process died while it was in work
     */
    public record Claim(
            String receiptId,
            String system,
            String name,
            Path file,
            Instant received,
            boolean again,
            int failures,
            int deaths) {

        Claim taken() {
            return new Claim(receiptId, system, name, file, received, true, failures, deaths);
        }

        Claim failed() {
            return new Claim(receiptId, system, name, file, received, true, failures + 1, deaths);
        }

        /** Where it is noted that the file is in work, and how often the process died over it. */
        private Path mark() {
            return file.resolveSibling("." + receiptId + MARK);
        }
    }

    private static final Seen STRANGE = new Seen(-1, -1, Instant.EPOCH);

    private record Seen(long size, long modified, Instant since) {}

    public DropFolders(
            Path exchange, List<String> systems, String node, Duration stable, Receipts receipts, Clock clock)
            throws IOException {
        this.exchange = exchange;
        this.systems = List.copyOf(systems);
        this.node = node;
        this.stable = stable;
        this.receipts = receipts;
        this.clock = clock;
        for (String system : systems) {
            for (String folder : List.of("in", "work/" + node, "done", "rejected", "out")) {
                Files.createDirectories(exchange.resolve(system).resolve(folder));
            }
        }
    }

    /** Takes every file that is ready; a file whose processing failed is offered again after the new ones. */
    public synchronized List<Claim> claim() throws IOException {
        List<Claim> retries = List.copyOf(unfinished.values());
        List<Claim> claims = new ArrayList<>();
        if (!recovered) {
            for (String system : systems) {
                recover(system, claims);
            }
            recovered = true;
        }
        Map<Path, Seen> present = new HashMap<>();
        for (String system : systems) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(system, "in"))) {
                for (Path file : files) {
                    look(system, file, present, claims);
                }
            }
        }
        seen.clear();
        seen.putAll(present);
        claims.addAll(retries);
        return claims;
    }

    /** Notes that a file could not be processed through no fault of the stores. */
    synchronized void failed(Claim claim) {
        unfinished.put(claim.receiptId(), claim.failed());
    }

    /** Notes before the work that this file is in work, so that one which ends the process is found out. */
    void working(Claim claim) throws IOException {
        Files.writeString(claim.mark(), Integer.toString(claim.deaths()));
    }

    /** Notes that the work on a file is over, well or not. */
    void rested(Claim claim) {
        try {
            Files.deleteIfExists(claim.mark());
        } catch (IOException stays) {
            LOG.warn("{} cannot be removed: {}", claim.mark(), stays.toString());
        }
    }

    /** Forgets a file that has been moved on. */
    synchronized void finished(Claim claim) {
        rested(claim);
        unfinished.remove(claim.receiptId());
    }

    /** A folder of a system, such as {@code done}. */
    public Path folder(String system, String folder) {
        return exchange.resolve(system).resolve(folder);
    }

    private void look(String system, Path file, Map<Path, Seen> present, List<Claim> claims) throws IOException {
        String name = file.getFileName().toString();
        if (FileNames.unfinished(name)) {
            return;
        }
        BasicFileAttributes now = attributes(file);
        if (now == null || !now.isRegularFile()) {
            if (now != null && !now.isDirectory() && present.put(file, STRANGE) == null && !seen.containsKey(file)) {
                LOG.warn("{} is not a regular file and is left alone", FileNames.safe(name));
            }
            return;
        }
        Seen before = seen.get(file);
        long modified = now.lastModifiedTime().toMillis();
        if (before == null || before.size() != now.size() || before.modified() != modified) {
            present.put(file, new Seen(now.size(), modified, Instant.now()));
        } else if (before.since().plus(stable).isAfter(Instant.now())) {
            present.put(file, before);
        } else {
            take(system, file, name, now.size(), claims);
        }
    }

    private void take(String system, Path file, String name, long size, List<Claim> claims) throws IOException {
        String id = UUID.randomUUID().toString();
        Path mine = folder(system, "work").resolve(node).resolve(id + "-" + FileNames.safe(name));
        receipts.claimed(id, system, name, size, node);
        try {
            Files.move(file, mine, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException takenByAnother) {
            LOG.info("{} could not be claimed: {}", FileNames.safe(name), takenByAnother.toString());
            receipts.lost(id);
            return;
        }
        offer(new Claim(id, system, name, mine, clock.instant(), false, 0, 0), claims);
    }

    /** From here on the file is ours, whatever happens to the rest of the look. */
    private void offer(Claim claim, List<Claim> claims) {
        claims.add(claim);
        unfinished.put(claim.receiptId(), claim.taken());
    }

    private void recover(String system, List<Claim> claims) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder(system, "work").resolve(node))) {
            for (Path file : files) {
                String stored = file.getFileName().toString();
                if (stored.length() > 37
                        && !stored.startsWith(".")
                        && !unfinished.containsKey(stored.substring(0, 36))
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    String id = stored.substring(0, 36);
                    String name = receipts.nameOf(id).orElse(stored.substring(37));
                    LOG.info("taking up {} again, which an earlier run left unfinished", name);
                    offer(new Claim(id, system, name, file, clock.instant(), true, 0, deaths(file, id)), claims);
                }
            }
        }
    }

    private static int deaths(Path file, String receiptId) throws IOException {
        Path mark = file.resolveSibling("." + receiptId + MARK);
        if (!Files.exists(mark)) {
            return 0;
        }
        String count = Files.readString(mark).strip();
        return (count.matches("\\d{1,6}") ? Integer.parseInt(count) : 0) + 1;
    }

    private static BasicFileAttributes attributes(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException vanished) {
            return null;
        }
    }
}
