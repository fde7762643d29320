package io.throughline.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * The files of Hawtio's web application, which the build unpacks beside our classes (without its own server side). Paths
 * of the client's own router have no file and get the start page.
 */
final class ConsoleFiles {
    private static final String ROOT = "/hawtio/";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "ico", "image/x-icon",
            "png", "image/png",
            "woff2", "font/woff2",
            "ttf", "font/ttf",
            "txt", "text/plain; charset=utf-8");

    /**
     * One file.
     *
     * @param lasting whether its name changes with its content, so that browsers may keep it
     */
    record Asset(ByteBuffer content, String mediaType, boolean lasting) {}

    /** Whether the build has put the console on the class path. */
    static boolean present() {
        return ConsoleFiles.class.getResource(ROOT + "index.html") != null;
    }

    Optional<Asset> find(String path) throws IOException {
        String name = path.substring(path.lastIndexOf('/') + 1);
        boolean page = name.indexOf('.') < 0;
        String file = page ? "index.html" : path;
        String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
        if (type == null) {
            return Optional.empty();
        }
        try (InputStream stream = ConsoleFiles.class.getResourceAsStream(ROOT + file)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new Asset(ByteBuffer.wrap(stream.readAllBytes()), type, path.startsWith("static/")));
        }
    }
}
