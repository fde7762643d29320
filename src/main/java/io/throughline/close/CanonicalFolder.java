package io.throughline.close;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.audit.SignedDocument;
import io.throughline.contract.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The canonical files of one entity and period, as {@link Extracts} left them.
 *
 * @param folder   where they are
 * @param manifest the signed list of them
 */
public record CanonicalFolder(Path folder, JsonNode manifest) {

    private static final Pattern ENTITY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,59}");

    /**
     * The folder of an entity and period below another.
     *
     * @throws IllegalArgumentException when no entity can be called that
     */
    public static Path of(Path above, String entity, YearMonth period) {
        if (!ENTITY.matcher(entity).matches()) {
            throw new IllegalArgumentException("no legal entity is called " + entity);
        }
        return above.resolve(entity + "-" + period);
    }

    /**
     * Opens a folder and holds every file against the signed list.
     *
     * @param auditKey file with the key that signs checkpoints
     * @throws IOException with a sentence for a person when a file is missing or was changed
     */
    public static CanonicalFolder open(Path folder, Path auditKey) throws IOException {
        Path list = folder.resolve(Extracts.MANIFEST);
        String line;
        try {
            line = Files.readString(list);
        } catch (NoSuchFileException missing) {
            throw new IOException("there is no " + list, missing);
        }
        if (!SignedDocument.isGenuine(line, auditKey)) {
            throw new IOException(list + " does not bear the signature of " + auditKey);
        }
        JsonNode manifest = Json.tree(line.strip());
        for (JsonNode file : manifest.path("files")) {
            Path path = folder.resolve(file.path("name").asText());
            if (!Files.exists(path) || !sha256(path).equals(file.path("sha256").asText())) {
                throw new IOException(path + " is not what was written; extract again");
            }
        }
        return new CanonicalFolder(folder, manifest);
    }

    /** What the files are about, with standard tolerances. */
    public Scope scope() {
        return Scope.of(
                manifest.path("entity").asText(),
                YearMonth.parse(manifest.path("period").asText()),
                ZoneId.of(manifest.path("zone").asText()),
                manifest.path("groupCurrency").asText());
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = CanonicalWriter.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
