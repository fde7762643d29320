package io.throughline.delivery.http;

import io.throughline.delivery.file.OutboundFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Where files for systems appear: {@code <exchange>/<system>/out}. */
record Outlet(Path exchange) {

    /**
     * Puts a file there, complete and with its {@code .done}.
     *
     * @throws UncheckedIOException when it could not be put there
     */
    void put(String system, OutboundDocument document) {
        Path file = exchange.resolve(system).resolve("out");
        for (String part : document.path()) {
            file = file.resolve(part);
        }
        try {
            OutboundFile.put(file, document.body().bytes());
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "the file " + file + " could not be written: " + failed.getMessage(), failed);
        }
    }
}
