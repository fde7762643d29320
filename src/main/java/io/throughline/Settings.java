package io.throughline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Every {@code throughline.*} setting with its default and meaning. A value is taken from, last wins:
 * {@code application.properties} in the jar, {@code throughline.properties} in the working folder, environment
 * variables ({@code THROUGHLINE_HTTP_PORT} for {@code throughline.http.port}), system properties. A key nobody knows
 * stops the start.
 */
public final class Settings {

    /** One setting. */
    public record Setting(String key, String defaultValue, String meaning) {}

    private static final Map<String, Setting> KNOWN = new LinkedHashMap<>();

    /** {@code <vendor>} stands for the name of a system; any of these may be added for any vendor. */
    private static final Pattern HOOK_SECRET = Pattern.compile("throughline\\.hooks\\.[a-z0-9-]+\\.secret");

    /** Default addresses of the systems point at the sandbox and follow it to another port. */
    private static final String SANDBOX_PORT = "throughline.sandbox.port";

    /** Variables with our prefix that are no settings: where routes come from, and whose key the command line uses. */
    private static final Set<String> NO_SETTINGS = Set.of("THROUGHLINE_ROUTES", "THROUGHLINE_AS");

    private static final String DEFAULT_SANDBOX = ":8090/sandbox";

    static {
        SettingsCatalogue.all().forEach(setting -> KNOWN.put(setting.key(), setting));
    }

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads the settings of this process.
     *
     * @throws IllegalArgumentException naming every key that is not known
     */
    public static Settings load(Path workingFolder) throws IOException {
        Map<String, String> given = new TreeMap<>();
        try (InputStream packaged = Settings.class.getResourceAsStream("/application.properties")) {
            if (packaged != null) {
                given.putAll(ours(packaged));
            }
        }
        Path file = workingFolder.resolve("throughline.properties");
        if (Files.exists(file)) {
            try (InputStream local = Files.newInputStream(file)) {
                given.putAll(ours(local));
            }
        }
        given.putAll(fromEnvironment(System.getenv()));
        System.getProperties().stringPropertyNames().stream()
                .filter(key -> key.startsWith("throughline."))
                .forEach(key -> given.put(key, System.getProperty(key)));
        return of(given);
    }

    /**
     * Settings with the given values and defaults for the rest.
     *
     * @throws IllegalArgumentException naming every key that is not known
     */
    public static Settings of(Map<String, String> given) {
        var unknown = given.keySet().stream()
                .filter(key ->
                        !KNOWN.containsKey(key) && !HOOK_SECRET.matcher(key).matches())
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown setting " + String.join(", ", unknown)
                    + "; src/docs/settings.md lists the settings there are");
        }
        Map<String, String> values = new LinkedHashMap<>();
        String sandbox =
                ":" + given.getOrDefault(SANDBOX_PORT, KNOWN.get(SANDBOX_PORT).defaultValue()) + "/sandbox";
        KNOWN.values()
                .forEach(setting ->
                        values.put(setting.key(), setting.defaultValue().replace(DEFAULT_SANDBOX, sandbox)));
        values.putAll(given);
        return new Settings(values);
    }

    /** Environment names as keys: {@code THROUGHLINE_DB_URL} is {@code throughline.db.url}. */
    static Map<String, String> fromEnvironment(Map<String, String> environment) {
        Map<String, String> byVariable = new TreeMap<>();
        KNOWN.keySet().forEach(key -> byVariable.put(variable(key), key));
        Map<String, String> given = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith("THROUGHLINE_") && !NO_SETTINGS.contains(name)) {
                given.put(
                        byVariable.getOrDefault(
                                name, name.toLowerCase(Locale.ROOT).replace('_', '.')),
                        value);
            }
        });
        return given;
    }

    /** The environment variable for a key. */
    public static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** All settings there are. */
    public static Iterable<Setting> known() {
        return KNOWN.values();
    }

    /** The value of a setting. */
    public String get(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("there is no setting " + key);
        }
        return value;
    }

    /** The names in a setting that has several, separated by commas. */
    public Set<String> names(String key) {
        return Arrays.stream(get(key).split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The value of a setting, or null when it is neither known nor given. */
    public String find(String key) {
        return values.get(key);
    }

    /**
     * The value of a whole-number setting.
     *
     * @throws IllegalArgumentException naming the key when it is not a number
     */
    public int number(String key) {
        try {
            return Integer.parseInt(get(key).strip());
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(key + " must be a whole number, not " + get(key), wrong);
        }
    }

    /** The value of a yes-or-no setting. */
    public boolean flag(String key) {
        return switch (get(key).strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException(key + " must be true or false, not " + get(key));
        };
    }

    /** The value of a setting in milliseconds. */
    public Duration millis(String key) {
        return Duration.ofMillis(number(key));
    }

    /** The value of a folder setting. */
    public Path folder(String key) {
        return Path.of(get(key));
    }

    /** All values, for property placeholders. */
    public Map<String, String> values() {
        return Map.copyOf(values);
    }

    private static Map<String, String> ours(InputStream stream) throws IOException {
        Properties properties = new Properties();
        properties.load(stream);
        Map<String, String> ours = new TreeMap<>();
        properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith("throughline."))
                .forEach(key -> ours.put(key, properties.getProperty(key)));
        return ours;
    }
}
