package io.throughline.close;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.mapping.Translator;
import io.throughline.money.LegalEntity;
import io.throughline.people.Routing;
import io.throughline.people.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Plans what is fetched for the close: every table of {@code inputs.csv} that a system of the entity can tell. Asked are the
 * systems that serve the entity and those in which one of its workers is known, since he may have worked there; for
 * intercompany postings every system, since the other side has them in its own; for utilization what reporting was given.
 */
public final class SystemExtracts {

    /** Tables that also need what others have of the entity, in whatever system they keep their books. */
    private static final Set<String> BOTH_SIDES = Set.of("intercompany_erp");

    /** What tells the utilization report, though it is no system. */
    private static final String REPORTING = "reporting";

    private final Snapshots snapshots;
    private final Translator translator;
    private final UnaryOperator<String> sources;
    private final BiPredicate<String, String> reads;
    private final List<String> systems;
    private final Path folder;
    private final Clock clock;
    private final Set<Path> running = ConcurrentHashMap.newKeySet();

    /**
     * @param sources CloudEvents source of each vendor
     * @param reads   whether a table can be read from a system
     * @param systems all systems
     * @param folder  holds a folder for each entity and period, usually {@code exchange/close}
     */
    public SystemExtracts(
            Snapshots snapshots,
            Translator translator,
            UnaryOperator<String> sources,
            BiPredicate<String, String> reads,
            List<String> systems,
            Path folder,
            Clock clock) {
        this.snapshots = snapshots;
        this.translator = translator;
        this.sources = sources;
        this.reads = reads;
        this.systems = List.copyOf(systems);
        this.folder = folder;
        this.clock = clock;
    }

    /** One fetch under way. */
    public final class Fetch implements AutoCloseable {
        private final Path own;
        private final List<FetchedFile> files = new ArrayList<>();
        private final List<SystemExtract> extracts = new ArrayList<>();

        private Fetch(Path own) {
            this.own = own;
        }

        /** What is to be read, one table of one system after the other. */
        public List<SystemExtract> extracts() {
            return List.copyOf(extracts);
        }

        /** The folder of the files. */
        public Path folder() {
            return own;
        }

        /** Notes how one reading ended: the number of its calls, or the failure. */
        public void ended(SystemExtract extract, Object outcome) {
            extract.ended(outcome);
        }

        /** Puts the files in their place and tells of each {@code {input, systems, rows, sha256}} or {@code problem}. */
        public ArrayNode finish() {
            ArrayNode told = Json.mapper().createArrayNode();
            for (FetchedFile file : files) {
                try {
                    file.finish();
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
                told.add(file.told());
            }
            return told;
        }

        /** Gives files that were not finished up. */
        @Override
        public void close() {
            try {
                files.forEach(FetchedFile::close);
            } finally {
                running.remove(own);
            }
        }
    }

    /**
     * Begins a fetch.
     *
     * @throws IllegalArgumentException when the entity is not known
     * @throws IllegalStateException when the same is being fetched already
     */
    public Fetch begin(String entity, YearMonth period) {
        Path own = CanonicalFolder.of(folder, entity, period);
        LegalEntity known = snapshots
                .latest("legal-entity", entity, LegalEntity.class)
                .orElseThrow(() -> new IllegalArgumentException("no legal entity " + entity + " is known"));
        if (!running.add(own)) {
            throw new IllegalStateException(entity + " " + period + " is being fetched already");
        }
        Fetch fetch = new Fetch(own);
        try {
            Files.createDirectories(own);
            Scope scope = Scope.of(entity, period, known.timeZone(), known.currency());
            FetchedWords words = new FetchedWords(snapshots, translator, sources, clock);
            FetchedRules rules = new FetchedRules(snapshots, entity);
            List<String> asked = asked(entity);
            for (Input input : Input.all()) {
                List<String> tell = (BOTH_SIDES.contains(input.name()) ? systems : asked)
                        .stream()
                                .filter(system -> reads.test(system, input.name()))
                                .toList();
                if (!input.canonical() && !tell.isEmpty()) {
                    FetchedFile file = new FetchedFile(own, input, tell);
                    fetch.files.add(file);
                    if (file.wanted()) {
                        tell.forEach(
                                system -> fetch.extracts.add(new SystemExtract(system, file, scope, words, rules)));
                    }
                }
            }
            return fetch;
        } catch (IOException | RuntimeException failed) {
            fetch.close();
            throw failed instanceof RuntimeException wrong ? wrong : new UncheckedIOException((IOException) failed);
        }
    }

    /** The systems to be asked, and the reporting feed, which has facts of every entity. */
    private List<String> asked(String entity) {
        Routing.Systems own = Routing.shipped().of(entity);
        List<String> serving = List.of(own.erp(), own.psa(), own.payroll());
        List<String> workers = snapshots.all("worker", Worker.class).stream()
                .filter(worker -> entity.equals(worker.employment().legalEntityId()))
                .map(Worker::workerId)
                .toList();
        Stream<String> here = systems.stream()
                .filter(system -> serving.contains(system)
                        || workers.stream().anyMatch(worker -> snapshots
                                .externalId("worker", worker, system)
                                .isPresent()));
        return Stream.concat(here, Stream.of(REPORTING)).toList();
    }
}
