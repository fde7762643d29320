package io.throughline.close;

import io.throughline.close.ClosePeriod.Acceptance;
import io.throughline.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything the sign-off gate asks of one entity and period (WF-23): a verdict of each check, what somebody answers for, and the
 * close pack.
 *
 * @param verdicts    one of each check
 * @param accepted    what {@code accepted.csv} answers for
 * @param unexplained minutes of approved time that are neither billed, parked with a reason nor not billable
 * @param pack        the signed close pack, one line of JSON
 */
public record SignOff(List<Verdict> verdicts, List<Acceptance> accepted, long unexplained, String pack) {

    /** What a line of {@code accepted.csv} calls the minutes that the close pack cannot explain. */
    static final String PACK = "PACK";

    /**
     * Runs every check over the files of a period.
     *
     * @param canonical what is known here
     * @param extracts  folder of the systems' files and {@code accepted.csv}
     * @param auditKey  file with the key that signs checkpoints
     * @throws IOException when {@code accepted.csv} cannot be read, naming the line
     */
    public static SignOff of(CanonicalFolder canonical, Path extracts, Path auditKey, Instant now) throws IOException {
        List<Acceptance> accepted = Acceptances.in(extracts.resolve("accepted.csv"));
        Path work = Files.createTempDirectory(canonical.folder(), "work-", new FileAttribute<?>[0]);
        try (Reconciliation reconciliation =
                new Reconciliation(canonical.scope(), canonical.folder(), extracts, work)) {
            List<Verdict> verdicts = new ArrayList<>();
            for (String check : Reconciliation.checks()) {
                verdicts.add(reconciliation.run(check));
            }
            String pack = ClosePack.make(reconciliation, canonical.scope(), canonical.manifest(), auditKey, now);
            long unexplained =
                    Json.tree(pack).path("minutes").path("unexplained").asLong();
            return new SignOff(verdicts, accepted, unexplained, pack);
        } finally {
            delete(work);
        }
    }

    /** What stands in the way, one sentence each; empty when the period may be signed off. */
    public List<String> objections() {
        List<String> objections = new ArrayList<>(ClosePeriod.objections(verdicts, accepted));
        long answered = accepted.stream()
                .filter(one -> one.check().equals(PACK))
                .mapToLong(Acceptance::outside)
                .max()
                .orElse(0);
        if (unexplained != 0 && Math.abs(unexplained) > answered) {
            objections.add(unexplained + " minutes of approved time are neither billed, parked nor not billable");
        }
        return objections;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
