package io.throughline.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The systems that are connected: every folder of the mapping folder with a {@code system.json} is one.
 *
 * <p>The file holds {@code source} (CloudEvents source of what the system says), {@code speaks} (whether its words are
 * taken at {@code intake.<system>}, {@code /hooks/<system>} and its drop folder), {@code reference} (whether its files are
 * read before those of others), {@code feed-knows} (what its feed is compared with:
 * objects of a kind {@code object} that name one of another kind {@code about} in a {@code field}), {@code settings} (name: default, or {@code {default, meaning}}) and {@code operations}
 * (name: how it is made safe to repeat, {@code upsert}, {@code lookup} or {@code none}, and {@code , money} when it books,
 * bills or pays).
 */
public final class Systems {

    private static final String FILE = "/system.json";

    /** What every system has that is reached over HTTP, unless its file says otherwise; an empty token address is that of the API. */
    private static final Map<String, String> REACHED = Map.of("timeout", "30000", "connections", "8", "rate", "0");

    /**
     * One system.
     *
     * @param name       name of its folder, such as {@code netsuite}
     * @param source     CloudEvents source of what it says
     * @param speaks     whether its words are understood at intake
     * @param reference  whether it holds the reference data others build on
     * @param feedKnows  what its feed is given as it is known from it, or null
     * @param settings   its settings in the order of the file
     * @param operations what it can be asked to do
     */
    public record Declared(
            String name,
            String source,
            boolean speaks,
            boolean reference,
            Compared feedKnows,
            List<Setting> settings,
            List<Operation> operations) {

        /** Whether there are steps to deliver to it. */
        public boolean isTarget() {
            return !operations.isEmpty();
        }
    }

    /**
     * Objects that a feed is compared with.
     *
     * @param object their kind, such as {@code invoice-payment}
     * @param field  field with the id of what they are about, such as {@code invoiceId}
     * @param about  kind of what they are about, such as {@code invoice}
     */
    public record Compared(String object, String field, String about) {}

    /** A setting of a system with its default and meaning, which is empty where the name says it all. */
    public record Setting(String name, String value, String meaning) {}

    /** One operation: its name, {@code upsert}, {@code lookup} or {@code none}, and whether money is at stake. */
    public record Operation(String name, String repeats, boolean money) {}

    private static final class Shipped {
        private static final Systems SYSTEMS = of(MappingFiles.ofClassPath());
    }

    private final Map<String, Declared> systems;

    private Systems(Map<String, Declared> systems) {
        this.systems = systems;
    }

    /** Those of the class path, read once. */
    public static Systems shipped() {
        return Shipped.SYSTEMS;
    }

    /**
     * Those of a mapping folder.
     *
     * @throws IllegalStateException naming the file and what is wrong in it
     */
    public static Systems of(MappingFiles files) {
        Map<String, Declared> systems = new TreeMap<>();
        files.files().forEach((path, content) -> {
            if (path.endsWith(FILE) && path.indexOf('/') == path.length() - FILE.length()) {
                String name = path.substring(0, path.length() - FILE.length());
                systems.put(name, read(name, content));
            }
        });
        return new Systems(systems);
    }

    /** All systems, ordered by name. */
    public List<Declared> all() {
        return List.copyOf(systems.values());
    }

    /** A system by its name. */
    public Optional<Declared> find(String name) {
        return Optional.ofNullable(systems.get(name));
    }

    /** Names of those whose words are understood, the ones with reference data first. */
    public List<String> speaking() {
        List<String> names = new ArrayList<>();
        systems.values().stream()
                .filter(system -> system.speaks() && system.reference())
                .forEach(system -> names.add(system.name()));
        systems.values().stream()
                .filter(system -> system.speaks() && !system.reference())
                .forEach(system -> names.add(system.name()));
        return List.copyOf(names);
    }

    /** Names of those that steps are delivered to. */
    public List<String> targets() {
        return systems.values().stream()
                .filter(Declared::isTarget)
                .map(Declared::name)
                .toList();
    }

    private static Declared read(String name, byte[] content) {
        JsonNode root = Json.tree(new String(content, StandardCharsets.UTF_8));
        if (!root.isObject() || !root.hasNonNull("source")) {
            throw new IllegalStateException("mappings/" + name + FILE + " has no source");
        }
        List<Setting> settings = new ArrayList<>();
        root.path("settings").properties().forEach(field -> {
            JsonNode value = field.getValue();
            settings.add(
                    value.isObject()
                            ? new Setting(
                                    field.getKey(),
                                    value.path("default").asText(),
                                    value.path("meaning").asText())
                            : new Setting(field.getKey(), value.asText(), ""));
        });
        complete(settings);
        Map<String, Operation> operations = new LinkedHashMap<>();
        root.path("operations")
                .properties()
                .forEach(field -> operations.put(
                        field.getKey(),
                        operation(name, field.getKey(), field.getValue().asText())));
        return new Declared(
                name,
                root.get("source").asText(),
                root.path("speaks").asBoolean(),
                root.path("reference").asBoolean(),
                compared(root.path("feed-knows")),
                List.copyOf(settings),
                List.copyOf(operations.values()));
    }

    private static Compared compared(JsonNode known) {
        return known.isObject()
                ? new Compared(
                        known.path("object").asText(),
                        known.path("field").asText(),
                        known.path("about").asText())
                : null;
    }

    private static void complete(List<Setting> settings) {
        Map<String, String> given = new TreeMap<>();
        settings.forEach(setting -> given.put(setting.name(), setting.value()));
        if (given.containsKey("url") || given.containsKey("import-url")) {
            Map<String, String> all = new TreeMap<>(REACHED);
            all.put("token-url", given.getOrDefault("url", ""));
            all.keySet().removeAll(given.keySet());
            all.forEach((name, value) -> settings.add(new Setting(name, value, "")));
        }
    }

    private static Operation operation(String system, String name, String said) {
        String[] words = said.split("\\s*,\\s*");
        boolean money = words.length == 2 && words[1].equals("money");
        if (!List.of("upsert", "lookup", "none").contains(words[0]) || words.length > (money ? 2 : 1)) {
            throw new IllegalStateException("mappings/" + system + FILE + ": operation " + name + " is \"" + said
                    + "\", expected upsert, lookup or none, and \", money\" when it books, bills or pays");
        }
        return new Operation(name, words[0], money);
    }
}
