package faults;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/**
 * The classes of a node in the form the JVM maps into memory (class data sharing), because most of the time a node takes to
 * start goes into loading classes, and the suite starts some sixty. The first process of a run makes it for all; where the
 * JVM cannot make it, nodes start without.
 */
final class ClassArchive {

    private static final long DUMP_SECONDS = 300;
    private static final String RUN = System.getProperty(
            "faults.run", "alone since " + ProcessHandle.current().pid());

    private final String classPath;
    private final Path list;
    private final Path archive;
    private final boolean ours;

    private ClassArchive(String classPath, Path folder, boolean ours) {
        this.classPath = classPath;
        this.ours = ours;
        list = folder.resolve("classes.list");
        archive = folder.resolve("classes.jsa");
    }

    /** Prepares it in a folder, unless another process of the same run has. */
    static ClassArchive in(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (FileChannel gate =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock turn = gate.lock()) {
            Path run = folder.resolve("run");
            boolean ours = !Files.exists(run) || !Files.readString(run).equals(RUN);
            if (ours) {
                Files.deleteIfExists(folder.resolve("classes.jsa"));
                Files.deleteIfExists(folder.resolve("classes.list"));
            }
            String classPath = jars(folder, ours);
            Files.writeString(run, RUN);
            return new ClassArchive(classPath, folder, ours);
        }
    }

    /** The class path of the tests with jars in place of folders, and none signed: only classes of such jars can be archived. */
    private static String jars(Path folder, boolean make) throws IOException {
        List<String> entries = new ArrayList<>();
        for (String entry : Child.classPath().split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                Path jar = folder.resolve(entries.size() + ".jar");
                if (make) {
                    jar(jar, entry);
                }
                entries.add(jar.toString());
            } else if (Files.exists(path)) {
                entries.add(archivable(path, folder.resolve(entries.size() + ".jar"), make)
                        .toString());
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static Path archivable(Path jar, Path copy, boolean make) throws IOException {
        if (!UnsignedJar.isSigned(jar)) {
            return jar;
        }
        if (make) {
            UnsignedJar.copy(jar, copy);
        }
        return copy;
    }

    private static void jar(Path jar, String folder) throws IOException {
        int failed = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "-c", "-0", "-M", "-f", jar.toString(), "-C", folder, ".");
        if (failed != 0) {
            throw new IOException("no jar of " + folder);
        }
    }

    /** The class path of nodes. */
    String classPath() {
        return classPath;
    }

    /** Flags of the node: the first notes what it loads, the others find that ready. */
    List<String> flags() {
        if (Files.exists(archive)) {
            return List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off");
        }
        return ours && !Files.exists(list) ? List.of("-XX:DumpLoadedClassList=" + list) : List.of();
    }

    /** Makes it from what the first node has loaded. */
    void make() throws IOException {
        if (!ours) {
            return;
        }
        List<String> classes = Files.readAllLines(list).stream()
                .filter(line -> !line.startsWith("@")) // archiving lambda forms crashes some JVMs
                .toList();
        Files.write(list, classes);
        Path unfinished = archive.resolveSibling("unfinished.jsa");
        Process dump = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:dump",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:SharedClassListFile=" + list,
                        "-XX:SharedArchiveFile=" + unfinished,
                        "-cp",
                        classPath)
                .redirectErrorStream(true)
                .redirectOutput(archive.resolveSibling("dump.log").toFile())
                .start();
        try {
            if (dump.waitFor(DUMP_SECONDS, TimeUnit.SECONDS) && dump.exitValue() == 0) {
                Files.move(unfinished, archive, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            dump.destroyForcibly();
        }
    }
}
