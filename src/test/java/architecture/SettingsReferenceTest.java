package architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.Settings;
import io.throughline.Settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code src/docs/settings.md} says what the catalogue of settings says, and the catalogue has every key that routes
 * and Java ask for. After a change of the catalogue write the file anew with
 * {@code ./mvnw test -Dtest=SettingsReferenceTest -Dsettings.write=true}.
 */
class SettingsReferenceTest {

    private static final Path REFERENCE = Path.of("src/docs/settings.md");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(throughline\\.[a-z0-9.-]+)");
    private static final Pattern ASKED = Pattern.compile(
            "\\b(?:get|find|number|flag|millis|folder|check)\\((?:settings, )?\\s*\"(throughline\\.[a-z0-9.-]+)\"");

    @Test
    void the_reference_says_what_the_catalogue_says() throws IOException {
        String wanted = reference();
        if (Boolean.getBoolean("settings.write")) {
            Files.createDirectories(REFERENCE.getParent());
            Files.writeString(REFERENCE, wanted);
        }
        assertThat(REFERENCE)
                .content()
                .as("regenerate with -Dsettings.write=true")
                .isEqualTo(wanted);
    }

    @Test
    void every_setting_has_a_meaning() {
        assertThat(Settings.known()).allSatisfy(setting -> assertThat(setting.meaning())
                .as(setting.key())
                .isNotBlank()
                .endsWith("."));
    }

    @Test
    void environment_names_are_unambiguous() {
        assertThat(keys().stream().map(Settings::variable)).doesNotHaveDuplicates();
    }

    @Test
    void every_key_that_a_route_names_is_in_the_catalogue() throws IOException {
        Set<String> named = found("routes", PLACEHOLDER);
        assertThat(named).isNotEmpty();
        assertThat(keys()).containsAll(named);
    }

    @Test
    void every_key_that_java_asks_for_is_in_the_catalogue() throws IOException {
        Set<String> asked = found("src/main/java", ASKED);
        assertThat(asked).contains("throughline.http.port");
        assertThat(keys()).containsAll(asked);
    }

    private static Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        Settings.known().forEach(setting -> keys.add(setting.key()));
        return keys;
    }

    /** Keys in full; what ends with a dot is the beginning of one that is put together from parts. */
    private static Set<String> found(String folder, Pattern pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher matcher = pattern.matcher(Files.readString(file));
                while (matcher.find()) {
                    if (!matcher.group(1).endsWith(".")) {
                        found.add(matcher.group(1));
                    }
                }
            }
        }
        return found;
    }

    private static String reference() {
        TreeMap<String, Setting> byKey = new TreeMap<>();
        Settings.known().forEach(setting -> byKey.put(setting.key(), setting));
        StringBuilder text = new StringBuilder(
                """
                # Settings

                Generated from the catalogue in `io.throughline.SettingsCatalogue`; do not edit. Write it anew with
                `./mvnw test -Dtest=SettingsReferenceTest -Dsettings.write=true`.

                A value is taken from, last wins: `application.properties` in the jar, `throughline.properties` in the
                working folder, environment variables, system properties (`-Dthroughline.http.port=9080`). A key that
                nobody knows stops the start. Addresses and credentials of systems default to those of the sandbox,
                which open nothing else. `throughline.hooks.<vendor>.secret` (no default) is the key with which the
                webhooks of a vendor are signed.

                | key | default | environment | meaning |
                | --- | --- | --- | --- |
                """);
        byKey.values()
                .forEach(setting -> text.append("| `%s` | %s | `%s` | %s |%n"
                        .formatted(
                                setting.key(),
                                setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`",
                                Settings.variable(setting.key()),
                                setting.meaning().replace("|", "\\|"))));
        return text.toString();
    }
}
