package io.throughline.files;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.throughline.contract.Json;
import io.throughline.contract.Violation;
import io.throughline.delivery.Batch;
import io.throughline.delivery.Batch.Fate;
import io.throughline.files.DropFolders.Claim;
import io.throughline.intake.Intake;
import io.throughline.intake.Intake.DocumentReading;
import io.throughline.intake.Reading;
import io.throughline.intake.Reading.Problem;
import io.throughline.mapping.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a claimed file and, once its events are in the journal, writes its receipt and moves it on. */
public final class DroppedFiles {

    private static final Logger LOG = LoggerFactory.getLogger(DroppedFiles.class);
    private static final ObjectWriter PRETTY = Json.mapper().writerWithDefaultPrettyPrinter();

    /** How often a file may fail to be processed before it is refused. */
    private static final int ATTEMPTS = 5;

    /** Many, because a kill from outside may meet the same harmless file more than once. */
    private static final int DEATHS = 8;

    private final Intake intake;
    private final DropFolders folders;
    private final Receipts receipts;
    private final long maxBytes;
    private final boolean uniqueNames;

    /**
     * @param maxBytes    larger files are refused
     * @param uniqueNames whether a name that was read before with another content is refused
     */
    public DroppedFiles(Intake intake, DropFolders folders, Receipts receipts, long maxBytes, boolean uniqueNames) {
        this.intake = intake;
        this.folders = folders;
        this.receipts = receipts;
        this.maxBytes = maxBytes;
        this.uniqueNames = uniqueNames;
    }

    /** A file that was read: batches to accept, or the reason why it is refused as a whole. */
    public record Opened(Claim claim, DocumentReading document, Problem refusal) {

        public List<Batch> batches() {
            return document == null ? List.of() : document.reading().batches();
        }
    }

    /** Reads a file. */
    public Opened open(Claim claim) throws IOException {
        if (claim.failures() >= ATTEMPTS) {
            return refused(
                    claim,
                    "DOC-FAILURE",
                    "The file could not be processed in " + ATTEMPTS
                            + " attempts; the log of the node says why. What was accepted of it stays accepted.");
        }
        if (claim.deaths() >= DEATHS) {
            return refused(
                    claim, "DOC-FAILURE", "The process died " + claim.deaths() + " times while this file was in work.");
        }
        if (uniqueNames
                && Files.size(claim.file()) <= maxBytes
                && receipts.knowsOther(claim.system(), claim.name(), sha256(claim.file()))) {
            return refused(
                    claim,
                    "DOC-NAME",
                    "A file named " + FileNames.safe(claim.name())
                            + " was read before with another content; send it under a name of its own.");
        }
        folders.working(claim);
        try {
            String origin = "file:" + claim.system() + "/" + FileNames.safe(claim.name()) + "#" + claim.receiptId();
            return new Opened(claim, intake.file(claim.system(), claim.file(), origin, claim.again()), null);
        } catch (Refusal refusal) {
            return refused(claim, refusal.rule(), refusal.getMessage());
        }
    }

    /** Notes that a file could not be processed; it is offered again a few times. */
    public void failed(Claim claim) {
        folders.rested(claim);
        folders.failed(claim);
    }

    private static Opened refused(Claim claim, String rule, String message) {
        return new Opened(claim, null, new Problem(0, "", Violation.reject(rule, "", message)));
    }

    /** Writes the receipt and moves the file to {@code done} or {@code rejected}. */
    public Receipt close(Opened opened) throws IOException {
        Claim claim = opened.claim();
        Receipt receipt = receipt(opened);
        boolean refused = receipt.refused();
        Path target = free(folders.folder(claim.system(), refused ? "rejected" : "done"), claim.name());
        String name = target.getFileName().toString();
        if (!refused && receipt.rejected() > 0) {
            Path rejected = free(folders.folder(claim.system(), "rejected"), FileNames.rejected(name));
            write(rejected, opened.document().rejectedDocument());
            write(rejected.resolveSibling(rejected.getFileName() + ".receipt.json"), PRETTY.writeValueAsBytes(receipt));
        }
        write(target.resolveSibling(name + ".receipt.json"), PRETTY.writeValueAsBytes(receipt));
        Files.move(claim.file(), target, StandardCopyOption.ATOMIC_MOVE);
        receipts.finished(claim.receiptId(), receipt, refused);
        folders.finished(claim);
        LOG.info(
                "{}/{}: accepted {}, duplicate {}, held {}, rejected {}, skipped {}{}",
                claim.system(),
                FileNames.safe(claim.name()),
                receipt.accepted(),
                receipt.duplicate(),
                receipt.held(),
                receipt.rejected(),
                receipt.skipped(),
                refused ? " (" + receipt.errors().get(0).message() + ")" : "");
        return receipt;
    }

    private Receipt receipt(Opened opened) throws IOException {
        Claim claim = opened.claim();
        String hash = Files.size(claim.file()) > maxBytes ? null : sha256(claim.file());
        if (opened.refusal() != null) {
            return new Receipt(
                    claim.name(), hash, claim.received(), 0, 0, 0, 1, 0, List.of(line(opened.refusal())), List.of());
        }
        Reading reading = opened.document().reading();
        return new Receipt(
                claim.name(),
                hash,
                claim.received(),
                reading.count(Fate.ACCEPTED) + reading.count(Fate.SUPERSEDED),
                reading.count(Fate.DUPLICATE),
                reading.count(Fate.HELD) + reading.count(Fate.PARKED),
                reading.rejected(),
                reading.skipped(),
                reading.refusals().stream().map(DroppedFiles::line).toList(),
                reading.holds().stream().map(DroppedFiles::line).toList());
    }

    private static Receipt.Line line(Problem problem) {
        return new Receipt.Line(
                problem.row(),
                problem.pointer(),
                problem.violation().rule(),
                problem.violation().message());
    }

    /** A name in a folder that is not taken: {@code a.csv}, {@code a-2.csv}, ... */
    private static Path free(Path folder, String wanted) {
        String name = FileNames.shortened(wanted);
        Path candidate = folder.resolve(name);
        for (int n = 2; Files.exists(candidate); n++) {
            candidate = folder.resolve(FileNames.with(name, "-" + n));
        }
        return candidate;
    }

    private static void write(Path file, byte[] content) throws IOException {
        Path unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
        Files.write(unfinished, content);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(stream, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
