package io.throughline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The demo firm's reference data, dropped like any other file when a fresh product starts with the sandbox. */
final class Samples {

    /** In the order in which they build on each other. */
    private static final List<String> REFERENCE = List.of(
            "legal_entities.csv",
            "cost_centers.csv",
            "holidays.csv",
            "cost_rates.csv",
            "fx_rates.csv",
            "customers.csv",
            "projects.csv",
            "rate_cards.csv");

    private Samples() {}

    static void loadOnFirstStart(Product product, Settings settings) throws IOException {
        if (product.isFresh()
                && settings.flag("throughline.sandbox.enabled")
                && settings.flag("throughline.samples.load")) {
            Path in = settings.folder("throughline.exchange.dir").resolve("netsuite/in");
            for (String name : REFERENCE) {
                drop("reference/" + name, in);
            }
        }
    }

    /** Drops a packaged sample into a folder, by rename. */
    static void drop(String sample, Path folder) throws IOException {
        Path target = folder.resolve(sample.substring(sample.lastIndexOf('/') + 1));
        Path unfinished = folder.resolve("." + target.getFileName() + ".tmp");
        try (InputStream content = Samples.class.getResourceAsStream("/samples/" + sample)) {
            if (content == null) {
                throw new IOException("the sample " + sample + " is not packaged");
            }
            Files.copy(content, unfinished, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
