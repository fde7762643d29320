package io.throughline.delivery.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The settings of the systems, {@code throughline.systems.<system>.<name>}, and what holds where none is set. */
public final class ConnectorSettings {

    /** Systems reached over HTTP. */
    public static final List<String> SYSTEMS = List.of("adp", "kantata", "netsuite", "salesforce", "scim", "workday");

    /**
     * Default values by key. The addresses and credentials are those of the sandbox and open nothing else. Names:
     * {@code url} base of the API, {@code token-url} OAuth token endpoint, {@code client-id} and {@code client-secret}
     * for OAuth client credentials, {@code token} fixed bearer token, {@code user} and {@code password} for WS-Security,
     * {@code timeout} milliseconds to wait for an answer, {@code connections} calls under way at once, {@code rate} calls begun per second (0: no limit),
     * {@code client-name} the name by which our own writes are recognised in the system,
     * {@code adp.import-url} where files for ADP are uploaded to (empty: nowhere), {@code adp.company-code} ADP's code
     * of the company.
     */
    public static final Map<String, String> DEFAULTS = defaults();

    private static final String PREFIX = "throughline.systems.";

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

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        String sandbox = "http://127.0.0.1:8090/sandbox/";
        oauth(defaults, "adp", sandbox + "adp", "/auth/oauth/v2/token");
        defaults.remove(PREFIX + "adp.url");
        defaults.put(PREFIX + "adp.import-url", sandbox + "adp/import");
        defaults.put(PREFIX + "adp.company-code", "MHU");
        oauth(defaults, "kantata", sandbox + "kantata", "/oauth/token");
        oauth(defaults, "netsuite", sandbox + "netsuite", "/services/rest/auth/oauth2/v1/token");
        oauth(defaults, "salesforce", sandbox + "salesforce", "/services/oauth2/token");
        defaults.put(PREFIX + "kantata.url", sandbox + "kantata/api/v1");
        defaults.put(PREFIX + "kantata.client-name", "mha_connect");
        defaults.put(PREFIX + "salesforce.client-name", "MHAConnect");
        plain(defaults, "scim", sandbox + "scim/v2");
        defaults.put(PREFIX + "scim.token", "sandbox-scim-token");
        plain(defaults, "workday", sandbox + "workday/ccx/service/mha_demo/Human_Resources/v42.0");
        defaults.put(PREFIX + "workday.user", "ISU_MHA_Integration@mha_demo");
        defaults.put(PREFIX + "workday.password", "sandbox-secret");
        return Map.copyOf(defaults);
    }

    private static void oauth(Map<String, String> defaults, String system, String url, String tokenPath) {
        plain(defaults, system, url);
        defaults.put(PREFIX + system + ".token-url", url + tokenPath);
        defaults.put(PREFIX + system + ".client-id", "throughline");
        defaults.put(PREFIX + system + ".client-secret", "sandbox-secret");
    }

    private static void plain(Map<String, String> defaults, String system, String url) {
        defaults.put(PREFIX + system + ".url", url);
        defaults.put(PREFIX + system + ".token-url", url);
        defaults.put(PREFIX + system + ".timeout", "30000");
        defaults.put(PREFIX + system + ".connections", "8");
        defaults.put(PREFIX + system + ".rate", "0");
    }
}
