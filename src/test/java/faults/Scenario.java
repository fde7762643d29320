package faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One node on a folder of its own, the shared targets, and chapters: what was sent under one fault, judged on its own. */
final class Scenario implements AutoCloseable {

    private final Path folder;
    private final Node node;
    private final Random random;
    private Targets targets;
    private Driver driver;
    private long effectsBefore;
    private int chapters;

    private Scenario(Stage stage, Path folder) throws IOException {
        this.folder = folder;
        this.targets = stage.targets();
        this.node = stage.node(folder);
        this.random = new Random(Scoreboard.seed());
        chapter();
    }

    /** A scenario whose node knows the firm already. */
    static Scenario prepared(String name) throws IOException {
        Stage stage = Stage.shared();
        return new Scenario(stage, stage.folder(name));
    }

    /** A scenario whose node starts with nothing. */
    static Scenario empty(String name) throws IOException {
        Stage stage = Stage.shared();
        return new Scenario(stage, stage.emptyFolder(name));
    }

    Node node() {
        return node;
    }

    Targets targets() {
        return targets;
    }

    /** Lets the node, before its start, talk to other targets than everybody's. */
    Scenario talkingTo(Targets others) throws IOException {
        for (String system : List.of("scim", "netsuite", "kantata", "adp", "salesforce")) {
            node.redirect("throughline.systems." + system + ".", targets.place(), others.place());
        }
        targets = others;
        return chapter();
    }

    Driver driver() {
        return driver;
    }

    Random random() {
        return random;
    }

    Path folder() {
        return folder;
    }

    /** What is sent from now on is judged on its own. */
    Scenario chapter() throws IOException {
        if (driver != null) {
            driver.close();
        }
        driver = new Driver(node, folder.resolve("driver-" + ++chapters + ".book"));
        effectsBefore = EffectLog.size(targets().effects());
        return this;
    }

    /** Versions of new workers, in the order of each worker. */
    static List<Event> workers(int count, int versions) {
        List<List<Event>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = Stage.worker();
            List<Event> one = new ArrayList<>();
            for (int version = 1; version <= versions; version++) {
                one.add(Workers.worker(number, version));
            }
            all.add(one);
        }
        return Driver.interleaved(all);
    }

    /** Versions of new time entries, in the order of each entry. */
    List<Event> times(int count, int versions) {
        List<List<Event>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = Stage.entry();
            targets().timeEntry(number);
            List<Event> one = new ArrayList<>();
            for (int version = 1; version <= versions; version++) {
                one.add(Workers.time(number, version));
            }
            all.add(one);
        }
        return Driver.interleaved(all);
    }

    /** Waits, judges the chapter, puts it on the scoreboard, and fails when an invariant is broken. */
    Verdict judge(Oracle.Terms terms) {
        Verdict verdict = verdict(terms);
        System.out.println(folder.getFileName() + "/" + chapters + ": " + verdict);
        Scoreboard.add(verdict);
        if (!verdict.green()) {
            keepEvidence(verdict);
        }
        assertThat(verdict.broken).as(verdict + " " + verdict.broken).isEmpty();
        return verdict;
    }

    /** What a person needs to find the cause: the verdict, the log and what every thread of the node does. */
    private void keepEvidence(Verdict verdict) {
        Path evidence = Path.of("target", "faults-broken", folder.getFileName() + "-" + chapters);
        try {
            Files.createDirectories(evidence);
            Files.writeString(evidence.resolve("verdict.txt"), verdict + "\n" + String.join("\n", verdict.broken));
            Files.copy(node.log(), evidence.resolve("node.log"), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(targets().effects(), evidence.resolve("effects.jsonl"), StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(evidence.resolve("steps.json"), node.ask("/steps").toPrettyString());
            Files.writeString(
                    evidence.resolve("audit.json"),
                    node.sql("select * from audit where action like 'step%' order by at, chain, chain_pos")
                            .toPrettyString());
            Files.writeString(evidence.resolve("threads.txt"), node.process().threads());
        } catch (IOException | IllegalStateException gone) {
            System.out.println("no evidence of " + folder.getFileName() + ": " + gone);
        }
    }

    /** Judges without telling the scoreboard. */
    Verdict verdict(Oracle.Terms terms) {
        return Oracle.judge(node, driver, targets(), effectsBefore, terms);
    }

    @Override
    public void close() throws IOException {
        driver.close();
        node.close();
        targets().healed();
    }
}
