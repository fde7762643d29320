package faults;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/**
 * The classes of a node in the form the JVM maps into memory (class data sharing), because most of the time a node takes to
 * start goes into loading classes, and the suite starts some sixty. Where the JVM cannot make it, nodes start without.
 */
final class ClassArchive {

    private static final long DUMP_SECONDS = 300;

    private final String classPath;
    private final Path list;
    private final Path archive;
    private volatile boolean made;

    private ClassArchive(String classPath, Path folder) {
        this.classPath = classPath;
        list = folder.resolve("classes.list");
        archive = folder.resolve("classes.jsa");
    }

    /** Prepares it in a folder: classes in folders are put into jars, for only those can be archived. */
    static ClassArchive in(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> entries = new ArrayList<>();
        for (String entry : Child.classPath().split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                Path jar = folder.resolve(entries.size() + ".jar");
                int failed = ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(System.out, System.err, "-c", "-0", "-M", "-f", jar.toString(), "-C", entry, ".");
                if (failed != 0) {
                    throw new IOException("no jar of " + entry);
                }
                entries.add(jar.toString());
            } else if (Files.exists(path)) {
                entries.add(entry);
            }
        }
        return new ClassArchive(String.join(File.pathSeparator, entries), folder);
    }

    /** The class path of nodes. */
    String classPath() {
        return classPath;
    }

    /** Flags of the node: the first notes what it loads, the others find that ready. */
    List<String> flags() {
        return made
                ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off")
                : List.of("-XX:DumpLoadedClassList=" + list);
    }

    /** Makes it from what the first node has loaded. */
    void make() throws IOException {
        List<String> classes = Files.readAllLines(list).stream()
                .filter(line -> !line.startsWith("@")) // archiving lambda forms crashes some JVMs
                .toList();
        Files.write(list, classes);
        Process dump = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:dump",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:SharedClassListFile=" + list,
                        "-XX:SharedArchiveFile=" + archive,
                        "-cp",
                        classPath)
                .redirectErrorStream(true)
                .redirectOutput(archive.resolveSibling("dump.log").toFile())
                .start();
        try {
            made = dump.waitFor(DUMP_SECONDS, TimeUnit.SECONDS) && dump.exitValue() == 0;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            dump.destroyForcibly();
        }
    }
}
