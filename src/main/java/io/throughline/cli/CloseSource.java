package io.throughline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.Settings;
import io.throughline.close.CanonicalFolder;
import io.throughline.close.Extracts;
import io.throughline.close.PackVerifier;
import io.throughline.contract.Json;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import io.throughline.journal.Seal;
import io.throughline.people.Routing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the canonical side of a period comes from: the running product writes it, because it holds the lock of the embedded
 * database; of a stopped one the database is opened.
 */
final class CloseSource {

    private final Settings settings;
    private final Path data;

    CloseSource(Settings settings) {
        this.settings = settings;
        this.data = settings.folder("throughline.data.dir");
    }

    /** Has the files of an entity and period written anew, and opens them. */
    CanonicalFolder extract(String entity, YearMonth period) throws IOException {
        Path folder = CanonicalFolder.of(data.resolve("close"), entity, period);
        try {
            RunningProduct.Answer answer = new RunningProduct(settings)
                    .postPatiently(
                            "/api/v1/close/" + RunningProduct.segment(entity) + "/" + period + "/extract", new byte[0]);
            if (!answer.ok()) {
                throw new IOException(answer.problem());
            }
            folder = Path.of(Json.tree(answer.body()).path("folder").asText());
        } catch (RunningProduct.NothingRuns stopped) {
            try (Database database = StoppedProduct.database(settings)) {
                noteExtract(database, entity, period);
                new Extracts(
                                database,
                                Seal.withKeyIn(data.resolve("payload.key")),
                                Routing.shipped(),
                                settings.get("throughline.desk.group-currency"),
                                auditKey(),
                                Clock.systemUTC())
                        .write(entity, period, folder);
            }
        }
        return CanonicalFolder.open(folder, auditKey());
    }

    /** What is wrong with a close pack. */
    List<String> problems(String pack) throws IOException {
        try {
            RunningProduct.Answer answer = new RunningProduct(settings)
                    .postPatiently("/api/v1/close/verify", pack.getBytes(StandardCharsets.UTF_8));
            if (!answer.ok()) {
                throw new IOException(answer.problem());
            }
            List<String> problems = new ArrayList<>();
            for (JsonNode problem : Json.tree(answer.body()).path("problems")) {
                problems.add(problem.asText());
            }
            return problems;
        } catch (RunningProduct.NothingRuns stopped) {
            PackVerifier verifier = new PackVerifier(auditKey());
            List<String> problems = new ArrayList<>(verifier.verify(pack));
            if (problems.isEmpty()) {
                try (Database database = StoppedProduct.database(settings)) {
                    problems.addAll(verifier.verifyChains(pack, database));
                }
            }
            return problems;
        }
    }

    Path auditKey() {
        return data.resolve("audit.key");
    }

    /** Nothing runs; the extract is noted under the name of whoever is logged in. */
    private void noteExtract(Database database, String entity, YearMonth period) {
        new Audit(database, Clock.systemUTC(), settings.get("throughline.node")).inTransaction((connection, scribe) -> {
            scribe.note(
                    "shell:" + System.getProperty("user.name"),
                    Extracts.EXTRACTED,
                    "close:" + entity + ":" + period,
                    null);
            return null;
        });
    }
}
