package io.throughline;

import io.throughline.Settings.Setting;
import io.throughline.delivery.http.ConnectorSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The settings of the connected systems; addresses and credentials default to those of the sandbox. */
final class SystemSettings {

    private static final Map<String, String> SOURCES = new TreeMap<>(Map.of(
            "workday", "urn:mha:hris:workday:mha_demo",
            "salesforce", "urn:mha:crm:salesforce:00Dhs0000001",
            "kantata", "urn:mha:psa:kantata:mha",
            "netsuite", "urn:mha:erp:netsuite:1234567",
            "adp", "urn:mha:payroll:adp:MHU",
            "scim", "urn:mha:idp:scim:mha"));

    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("url", "Base address of its API."),
            Map.entry("token-url", "Its OAuth 2.0 token endpoint."),
            Map.entry("client-id", "OAuth client id."),
            Map.entry("client-secret", "OAuth client secret."),
            Map.entry("token", "Fixed bearer token."),
            Map.entry("user", "User for WS-Security."),
            Map.entry("password", "Password for WS-Security."),
            Map.entry("timeout", "Milliseconds to wait for an answer."),
            Map.entry("connections", "Calls under way at once; fewer while the system asks for less."),
            Map.entry("rate", "Calls begun per second; 0 for no limit."),
            Map.entry("client-name", "Name by which our own writes are recognised there."),
            Map.entry("import-url", "Where finished files are uploaded; empty for none."),
            Map.entry("company-code", "Company code in its files."));

    private SystemSettings() {}

    static List<Setting> all() {
        List<Setting> all = new ArrayList<>();
        SOURCES.forEach((system, source) -> all.add(new Setting(
                "throughline.systems." + system + ".source", source, "CloudEvents source of what it says.")));
        all.add(new Setting(
                "throughline.systems.canonical.source",
                "urn:mha:api:canonical:mha",
                "Source of canonical events that name none."));
        new TreeMap<>(ConnectorSettings.DEFAULTS)
                .forEach((key, value) -> all.add(
                        new Setting(key, value, MEANINGS.getOrDefault(key.substring(key.lastIndexOf('.') + 1), ""))));
        return all;
    }
}
