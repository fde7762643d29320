package io.throughline.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.http.OperatorKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A document that bears the signature of the audit key, as checkpoints do: one line of JSON whose last member is {@code hmac}. */
public final class SignedDocument {

    private SignedDocument() {}

    /**
     * The document in one line with its signature.
     *
     * @param keyFile usually {@code data/audit.key}; made when it is not there
     */
    public static String sign(ObjectNode document, Path keyFile) {
        CheckpointKey key = new CheckpointKey(OperatorKey.at(keyFile).value());
        return document.deepCopy().put("hmac", key.sign(document.toString())).toString();
    }

    /** Whether a line bears the signature of the key and is what was signed. */
    public static boolean isGenuine(String line, Path keyFile) {
        try {
            return Files.exists(keyFile)
                    && new CheckpointKey(Files.readString(keyFile).strip()).signed(line.strip());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(keyFile + " cannot be read", unreadable);
        }
    }
}
