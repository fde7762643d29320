package io.throughline;

import io.throughline.Settings.Setting;
import io.throughline.mapping.Systems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The settings of the connected systems; addresses and credentials default to those of the sandbox. */
final class SystemSettings {

    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("url", "Base address of its API."),
            Map.entry("token-url", "Its OAuth 2.0 token endpoint."),
            Map.entry("client-id", "OAuth client id."),
            Map.entry("client-secret", "OAuth client secret."),
            Map.entry("token", "Fixed bearer token."),
            Map.entry("user", "Integration user."),
            Map.entry("password", "Its password."),
            Map.entry("auth", "basic: user and password are sent as HTTP Basic."),
            Map.entry("access-token", "Access token that goes into the body."),
            Map.entry("api-key", "API key that goes into the body."),
            Map.entry("timeout", "Milliseconds to wait for an answer."),
            Map.entry("connections", "Calls under way at once; fewer while the system asks for less."),
            Map.entry("rate", "Calls begun per second; 0 for no limit."),
            Map.entry("client-name", "Name by which our own writes are recognised there."),
            Map.entry("import-url", "Where finished files are uploaded; empty for none."),
            Map.entry("company-code", "Company code in its files."));

    private SystemSettings() {}

    static List<Setting> all() {
        List<Setting> all = new ArrayList<>();
        for (Systems.Declared system : Systems.shipped().all()) {
            String prefix = "throughline.systems." + system.name() + ".";
            all.add(new Setting(prefix + "source", system.source(), "CloudEvents source of what it says."));
            system.settings().stream()
                    .sorted(Comparator.comparing(Systems.Setting::name))
                    .forEach(setting -> all.add(new Setting(
                            prefix + setting.name(),
                            setting.value(),
                            setting.meaning().isEmpty()
                                    ? MEANINGS.getOrDefault(setting.name(), "")
                                    : setting.meaning())));
        }
        return all;
    }
}
