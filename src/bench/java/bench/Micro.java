package bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Step;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.StepState;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import io.throughline.journal.Entities;
import io.throughline.journal.Journal;
import io.throughline.journal.Knowledge;
import io.throughline.journal.Seal;
import io.throughline.journal.Xrefs;
import io.throughline.mapping.Context;
import io.throughline.mapping.Mappings;
import io.throughline.mapping.Schemas;
import io.throughline.mapping.Translator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What each part of the way costs on its own, in microseconds per event or step; the stores in batches of 50. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class Micro {

    private static final int BATCH = 50;

    private final byte[] document = TimeEvents.document("M1", 1);
    private final Translator translator = Translator.ofClassPath();
    private final Schemas schemas = Schemas.ofClassPath();
    private final Mappings mappings = translator.mappings();
    private final JsonNode time = Json.tree(document).get("data");
    private Path folder;
    private Database database;
    private Seal seal;
    private Journal journal;
    private Ledger ledger;
    private long count;

    static void run() throws Exception {
        new Runner(new OptionsBuilder().include(Micro.class.getSimpleName()).build()).run();
    }

    @Setup
    public void open() throws Exception {
        folder = Files.createTempDirectory(Path.of("target"), "micro-");
        seal = Seal.withKeyIn(folder.resolve("payload.key"));
        database = new Database(Database.embeddedUrl(folder.resolve("micro")), "throughline", "", "kill");
        Clock clock = Clock.systemUTC();
        Xrefs xrefs = new Xrefs(database, clock);
        Knowledge knowledge = new Knowledge(database, new Entities(seal, clock), xrefs);
        journal = new Journal(database, seal, clock, "node");
        ledger = new Ledger(
                database,
                seal,
                knowledge,
                new Audit(database, clock, "node"),
                clock,
                "node/1",
                Duration.ofMinutes(2),
                Set::of);
    }

    @TearDown
    public void close() throws Exception {
        database.close();
        Main.delete(folder);
    }

    /** Recognise a document of 2 KB, parse it and map it. */
    @Benchmark
    public Object intakeMapping() {
        return translator
                .read("canonical", document, Context.of("urn:bench:psa:canonical:bench", Clock.systemUTC()))
                .rows()
                .get(0);
    }

    /** Check a time entry against its schema. */
    @Benchmark
    public Object validation() {
        return schemas.check("time", time);
    }

    /** Turn a time entry into a target's words. */
    @Benchmark
    public byte[] targetMapping() {
        return QueueTargets.body(mappings, BenchExtension.ERP, "time", time);
    }

    /** Encrypt a payload of 2 KB. */
    @Benchmark
    public byte[] sealing() {
        return seal.close(document);
    }

    /** Journal an event: number, hash chain, encryption, insert, its share of a commit. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public boolean journalAppend() {
        return journal.chained(chain -> database.inTransaction(connection -> {
            List<Journal.Draft> drafts = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                drafts.add(new Journal.Draft(
                        journal.nextNumber(connection),
                        event("J" + ++count),
                        Journal.State.ACCEPTED,
                        List.of(),
                        "jmh"));
            }
            journal.append(connection, chain, drafts);
            return true;
        }));
    }

    /** Plan a step, begin it and settle it, each in a transaction of its own. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int ledgerPlanBeginSettle() {
        List<Ledger.Draft> drafts = new ArrayList<>();
        database.inTransaction(connection -> {
            for (int i = 0; i < BATCH; i++) {
                String id = "S" + ++count;
                Step step = Step.of("erp", BenchExtension.ERP, "time", "time:" + id, time);
                drafts.add(new Ledger.Draft(
                        ledger.nextNumber(connection), count, id, "bench", step, StepState.PLANNED, null));
            }
            ledger.append(connection, drafts);
            return null;
        });
        List<Ledger.Outcome> outcomes = ledger
                .begin(drafts.stream().map(Ledger.Draft::stepNo).toList())
                .stream()
                .map(delivery -> new Ledger.Outcome(
                        delivery.stepNo(), 1, StepState.DONE, false, 1, null, null, null, null, false))
                .toList();
        return database.inTransaction(connection -> ledger.settle(connection, outcomes))
                .size();
    }

    private Event event(String id) {
        return new Event(
                "urn:bench",
                id,
                BenchExtension.TYPE,
                id,
                Instant.EPOCH,
                "time:" + id,
                1,
                null,
                null,
                null,
                null,
                null,
                time,
                document);
    }
}
