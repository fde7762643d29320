package io.throughline.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The files of the mapping folder, read once; what is not among them cannot be reached by a mapping.
 *
 * @param files content by path below the folder, such as {@code workday/worker-hired.in.xsl}
 */
public record MappingFiles(SortedMap<String, byte[]> files) {

    public MappingFiles {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** The folder {@code mappings/} on the class path, in folders and in jars. */
    public static MappingFiles ofClassPath() {
        return ofClassPath("mappings");
    }

    /** A folder on the class path. */
    public static MappingFiles ofClassPath(String folder) {
        return ofClassPath(folder, MappingFiles.class.getClassLoader());
    }

    static MappingFiles ofClassPath(String folder, ClassLoader loader) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        try {
            Enumeration<URL> roots = loader.getResources(folder);
            while (roots.hasMoreElements()) {
                URL root = roots.nextElement();
                if (root.getProtocol().equals("jar")) {
                    readJar(root, files);
                } else {
                    read(Path.of(root.toURI()), files);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The folder " + folder + " on the class path has an unusable address", e);
        }
        return new MappingFiles(files);
    }

    /** A folder on disk. */
    public static MappingFiles ofFolder(Path folder) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        try {
            read(folder, files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new MappingFiles(files);
    }

    /** Content of a file, if it is there. */
    public Optional<byte[]> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** Text of a file in UTF-8. */
    public String text(String path) {
        return find(path)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalStateException("The mapping folder has no file " + path));
    }

    /** Files below a folder with an ending: content by path below that folder, without the ending. */
    public Map<String, byte[]> below(String folder, String ending) {
        TreeMap<String, byte[]> found = new TreeMap<>();
        files.forEach((path, content) -> {
            if (path.startsWith(folder + "/") && path.endsWith(ending)) {
                found.put(path.substring(folder.length() + 1, path.length() - ending.length()), content);
            }
        });
        return found;
    }

    private static void readJar(URL root, Map<String, byte[]> files) throws IOException {
        JarURLConnection connection = (JarURLConnection) root.openConnection();
        connection.setUseCaches(false);
        String folder = connection.getEntryName().replaceFirst("/?$", "/");
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().startsWith(folder) && !entry.isDirectory()) {
                    files.putIfAbsent(
                            entry.getName().substring(folder.length()),
                            jar.getInputStream(entry).readAllBytes());
                }
            }
        }
    }

    private static void read(Path folder, Map<String, byte[]> files) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
                files.putIfAbsent(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
    }
}
