package io.throughline.mapping;

import com.schibsted.spt.data.jslt.Function;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every mapping of the mapping folder, compiled once at the start: JSLT ({@code .jslt}) and XSLT 3.0 ({@code .xsl}). What
 * is in a folder {@code lib} is imported by others and is no mapping itself.
 */
public final class Mappings implements AutoCloseable {

    private static final int MAX_OUTPUT = 4 << 20;

    private final TreeMap<String, Mapping> mappings = new TreeMap<>();
    private final MappingFiles files;
    private final CodeTables codes;
    private final SaxonEngine saxon;
    private final Bounded bounded;

    /**
     * Compiles all mappings.
     *
     * @param timeLimit how long a stylesheet may take for one record
     * @throws IllegalStateException naming the mapping that does not compile
     */
    public Mappings(MappingFiles files, Duration timeLimit) {
        this.files = files;
        this.codes = CodeTables.of(files);
        this.saxon = new SaxonEngine(files);
        this.bounded = new Bounded(timeLimit, MAX_OUTPUT);
        Collection<Function> functions = JsltFunctions.with(codes, new VendorTables(files));
        for (String path : files.files().keySet()) {
            boolean library = path.startsWith("lib/") || path.contains("/lib/");
            if (!library && path.endsWith(".jslt")) {
                mappings.put(path, JsltMapping.compile(path, files, functions));
            } else if (!library && path.endsWith(".xsl")) {
                mappings.put(path, compileXslt(path));
            }
        }
    }

    /** The mappings of the class path with a time limit of 10 s. */
    public static Mappings ofClassPath() {
        return new Mappings(MappingFiles.ofClassPath(), Duration.ofSeconds(10));
    }

    /** A mapping by its path below the mapping folder. */
    public Mapping get(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("There is no mapping " + name));
    }

    /** A mapping by its path, if it is there. */
    public Optional<Mapping> find(String name) {
        return Optional.ofNullable(mappings.get(name));
    }

    /** Paths of all mappings. */
    public Set<String> names() {
        return Set.copyOf(mappings.keySet());
    }

    /** The code tables mappings use. */
    public CodeTables codes() {
        return codes;
    }

    /** The files mappings were compiled from. */
    public MappingFiles files() {
        return files;
    }

    /** The engine that stylesheets run in and XML records are built with. */
    SaxonEngine saxon() {
        return saxon;
    }

    @Override
    public void close() {
        bounded.close();
    }

    private Mapping compileXslt(String path) {
        String version = Bytes.sha256(files.find(path).orElseThrow());
        return new XsltMapping(path, version, saxon, saxon.compile(path), bounded, codes);
    }
}
