package io.throughline.cli;

import io.throughline.Settings;
import io.throughline.journal.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The database of a product that does not run. */
final class StoppedProduct {

    private StoppedProduct() {}

    /**
     * Opens it.
     *
     * @throws IOException with a sentence for a person when there is none or somebody else holds it
     */
    static Database database(Settings settings) throws IOException {
        String url = settings.get("throughline.db.url");
        Path data = settings.folder("throughline.data.dir");
        if (url.isBlank() && !Files.exists(data.resolve("throughline.mv.db"))) {
            throw new IOException("nothing runs, and there is no database in " + data
                    + "; go to the product's folder, or name its data folder with throughline.data.dir");
        }
        try {
            return new Database(
                    url.isBlank() ? Database.embeddedUrl(data.resolve("throughline")) : url,
                    settings.get("throughline.db.user"),
                    settings.get("throughline.db.password"),
                    settings.get("throughline.db.durability"));
        } catch (RuntimeException refused) {
            throw new IOException(
                    "the database cannot be opened: a product that runs on another port holds it, or its address or"
                            + " password is wrong (" + root(refused) + ")",
                    refused);
        }
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
