package io.throughline.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may come in, and as whom: the operator with {@code operator.key}, and one further person for each file
 * {@code keys/<person>.key} beside it. A key that is added or taken away counts from the next request on.
 */
public final class Keyring {

    /** The person behind {@code operator.key}. */
    public static final String OPERATOR = "operator";

    /** What a person may be called. */
    public static final Pattern PERSON = Pattern.compile("[a-z][a-z0-9._-]{1,39}");

    /** Carries the person's name into routes; what a client sends under this name is thrown away. */
    public static final String ACTOR = "ThroughlineActor";

    private static final Logger LOG = LoggerFactory.getLogger(Keyring.class);
    private static final String SUFFIX = ".key";

    private final OperatorKey operator;
    private final Path folder;

    /** @param operator the operator's key; further keys are in the folder {@code keys} beside it */
    public Keyring(OperatorKey operator) {
        this.operator = operator;
        this.folder = operator.file().toAbsolutePath().resolveSibling("keys");
    }

    /** The person a key belongs to, empty when it is nobody's. */
    public Optional<String> personOf(String candidate) {
        if (candidate == null) {
            return Optional.empty();
        }
        if (operator.matches(candidate)) {
            return Optional.of(OPERATOR);
        }
        Optional<String> found = Optional.empty();
        byte[] offered = candidate.getBytes(StandardCharsets.UTF_8);
        for (Map.Entry<String, String> key : keys().entrySet()) {
            if (MessageDigest.isEqual(key.getValue().getBytes(StandardCharsets.UTF_8), offered)) {
                found = Optional.of(key.getKey());
            }
        }
        return found;
    }

    /**
     * Makes a key for a person, or returns the one there is.
     *
     * @throws IllegalArgumentException when nobody may be called that
     */
    public OperatorKey keyFor(String person) {
        if (!PERSON.matcher(person).matches() || person.equals(OPERATOR)) {
            throw new IllegalArgumentException(
                    "a person is named by 2 to 40 lower-case letters, digits, dots, dashes or"
                            + " underscores, beginning with a letter, and not " + OPERATOR);
        }
        return OperatorKey.at(folder.resolve(person + SUFFIX));
    }

    /** Everybody who has a key besides the operator, by name. */
    public List<String> persons() {
        return keys().keySet().stream().sorted().toList();
    }

    /** Digest of everybody's key, SHA-256 in hexadecimal, by the name of the person; the operator is among them. */
    public Map<String, String> digests() {
        Map<String, String> digests = new LinkedHashMap<>();
        digests.put(OPERATOR, digest(operator.value()));
        keys().forEach((person, key) -> digests.put(person, digest(key)));
        return digests;
    }

    private static String digest(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private Map<String, String> keys() {
        Map<String, String> keys = new LinkedHashMap<>();
        if (!Files.isDirectory(folder)) {
            return keys;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> sorted = files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
            for (Path file : sorted) {
                String name = file.getFileName().toString();
                String person = name.substring(0, name.length() - SUFFIX.length());
                String value = Files.readString(file, StandardCharsets.US_ASCII).strip();
                if (PERSON.matcher(person).matches() && value.length() >= 32) {
                    keys.put(person, value);
                }
            }
        } catch (IOException unreadable) {
            LOG.warn("keys in {} cannot be read: {}", folder, unreadable.toString());
        }
        return keys;
    }
}
