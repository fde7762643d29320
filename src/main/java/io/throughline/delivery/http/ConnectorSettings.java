package io.throughline.delivery.http;

import io.throughline.mapping.Systems;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The settings of the systems, {@code throughline.systems.<system>.<name>}, and what holds where none is set. */
public final class ConnectorSettings {

    /**
     * Default values by key, from the {@code system.json} of each system. The addresses and credentials are those of the
     * sandbox and open nothing else. Names with a meaning of their own: {@code url} base of the API, {@code token-url}
     * OAuth token endpoint, {@code client-id} and {@code client-secret} for OAuth client credentials, {@code token} fixed
     * bearer token, {@code user} and {@code password} for WS-Security, or for HTTP Basic where {@code auth} is
     * {@code basic}, {@code access-token} and {@code api-key} for bodies, see {@link CredentialMarks}, {@code timeout} milliseconds to wait for an answer, {@code connections} calls under way at once,
     * {@code rate} calls begun per second (0: no limit), {@code import-url} where files are uploaded to (empty: nowhere).
     */
    public static final Map<String, String> DEFAULTS = defaults();

    private static final String PREFIX = "throughline.systems.";

    /** Settings no mapping can read. */
    private static final List<String> SECRET =
            List.of("client-id", "client-secret", "token", "user", "password", "access-token", "api-key");

    /** Those that go into bodies. */
    private static final List<String> PLACED = List.of("access-token", "api-key");

    private final Function<String, String> settings;

    ConnectorSettings(Function<String, String> settings) {
        this.settings = settings;
    }

    Optional<String> get(String system, String name) {
        String key = PREFIX + system + "." + name;
        String value = settings.apply(key);
        if (value == null) {
            value = DEFAULTS.get(key);
        }
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
    }

    /** What mappings of a system may read: its settings without credentials. */
    Map<String, String> readable(Systems.Declared system) {
        Map<String, String> readable = new LinkedHashMap<>();
        system.settings().stream()
                .map(Systems.Setting::name)
                .filter(name -> !SECRET.contains(name))
                .forEach(name -> get(system.name(), name).ifPresent(value -> readable.put(name, value)));
        return readable;
    }

    /** What bodies to a system may name and never see. */
    Map<String, String> placed(String system) {
        Map<String, String> placed = new LinkedHashMap<>();
        for (String name : PLACED) {
            get(system, name).ifPresent(value -> placed.put(name, value));
        }
        return placed;
    }

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        Systems.shipped().all().forEach(system -> system.settings()
                .forEach(setting -> defaults.put(PREFIX + system.name() + "." + setting.name(), setting.value())));
        return Collections.unmodifiableMap(defaults);
    }
}
