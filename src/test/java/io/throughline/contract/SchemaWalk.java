package io.throughline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares a schema with a record field by field and makes instances of a schema. */
final class SchemaWalk {

    private static final Map<String, Class<?>> SCALARS = Map.ofEntries(
            Map.entry("Id", String.class),
            Map.entry("Text", String.class),
            Map.entry("Email", String.class),
            Map.entry("Currency", String.class),
            Map.entry("Iban", String.class),
            Map.entry("Country", String.class),
            Map.entry("SalesforceRecordId", String.class),
            Map.entry("Date", LocalDate.class),
            Map.entry("Instant", Instant.class),
            Map.entry("Zone", ZoneId.class),
            Map.entry("Month", YearMonth.class),
            Map.entry("Ratio", BigDecimal.class),
            Map.entry("Share", BigDecimal.class),
            Map.entry("Amount", BigDecimal.class),
            Map.entry("RateAmount", BigDecimal.class),
            Map.entry("FxAmount", BigDecimal.class),
            Map.entry("Ext", JsonNode.class));

    private static final Map<String, String> SAMPLES = Map.ofEntries(
            Map.entry("Id", "X-1"),
            Map.entry("Text", "text"),
            Map.entry("Email", "a@b.example"),
            Map.entry("Currency", "USD"),
            Map.entry("Iban", "DE89370400440532013000"),
            Map.entry("Country", "US"),
            Map.entry("SalesforceRecordId", "006Hs00000Q1003"),
            Map.entry("Instant", "2026-10-01T12:00:00Z"),
            Map.entry("Zone", "America/New_York"),
            Map.entry("Month", "2026-10"),
            Map.entry("Ratio", "0.5000"),
            Map.entry("Share", "0.5000"),
            Map.entry("Amount", "10.00"),
            Map.entry("RateAmount", "10.0000"),
            Map.entry("FxAmount", "1.0800000000"));

    private static final Set<Class<?>> INTEGERS = Set.of(int.class, Integer.class, long.class, Long.class);

    private final JsonNode common = CanonicalSchemas.document("common").path("$defs");

    /** Asserts that an object schema and a record have the same fields, in the same order, of the same types. */
    void sameFields(String at, JsonNode schema, Class<?> record) {
        assertThat(record.isRecord()).as(at + " is a record").isTrue();
        List<String> inRecord = Arrays.stream(record.getRecordComponents())
                .map(SchemaWalk::jsonName)
                .toList();
        List<String> inSchema = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(inSchema::add);
        assertThat(inRecord).as("fields of " + at).isEqualTo(inSchema);
        for (RecordComponent component : record.getRecordComponents()) {
            String name = jsonName(component);
            sameType(at + "." + name, schema.path("properties").path(name), component.getGenericType());
        }
    }

    private static String jsonName(RecordComponent component) {
        JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
        return renamed == null ? component.getName() : renamed.value();
    }

    private void sameType(String at, JsonNode schema, Type type) {
        String ref = reference(schema);
        if (ref != null && ref.endsWith(".schema.json")) {
            assertThat(type).as(at).isEqualTo(CanonicalSchemas.RECORDS.get(ref.replace(".schema.json", "")));
            return;
        }
        if (ref != null && SCALARS.containsKey(ref)) {
            assertThat(type).as(at).isEqualTo(SCALARS.get(ref));
            return;
        }
        JsonNode node = resolve(schema);
        switch (kind(node)) {
            case "boolean" -> assertThat(type).as(at).isIn(boolean.class, Boolean.class);
            case "integer" -> assertThat(INTEGERS).as(at).contains((Class<?>) type);
            case "array" -> {
                ParameterizedType list = (ParameterizedType) type;
                assertThat(list.getRawType()).as(at).isEqualTo(List.class);
                sameType(at + "[]", node.path("items"), list.getActualTypeArguments()[0]);
            }
            case "object" -> sameFields(at, node, (Class<?>) type);
            case "string" -> sameString(at, node, (Class<?>) type);
            default -> throw new AssertionError(at + " has type " + node.path("type"));
        }
    }

    private static void sameString(String at, JsonNode node, Class<?> type) {
        if (!node.has("enum")) {
            assertThat(type).as(at).isEqualTo(BigDecimal.class);
            return;
        }
        List<String> values = new ArrayList<>();
        node.path("enum").forEach(value -> {
            if (!value.isNull()) {
                values.add(value.asText());
            }
        });
        assertThat(Arrays.stream(type.getEnumConstants()).map(Object::toString))
                .as(at)
                .isEqualTo(values);
    }

    /** An instance with only what is required, or with everything. */
    ObjectNode instance(JsonNode schema, boolean everything) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        List<String> names = new ArrayList<>();
        schema.path("required").forEach(name -> names.add(name.asText()));
        schema.path("anyOf").path(0).path("required").forEach(name -> names.add(name.asText()));
        schema.path("properties").properties().forEach(field -> {
            if (everything || names.contains(field.getKey())) {
                out.set(field.getKey(), sample(field.getKey(), field.getValue(), everything));
            }
        });
        return out;
    }

    private JsonNode sample(String name, JsonNode schema, boolean everything) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        String ref = reference(schema);
        if (ref != null && ref.endsWith(".schema.json")) {
            return instance(CanonicalSchemas.document(ref.replace(".schema.json", "")), everything);
        }
        if ("Date".equals(ref)) {
            return json.textNode(name.endsWith("o") ? "2026-10-31" : "2026-10-01");
        }
        if (ref != null && SAMPLES.containsKey(ref)) {
            return json.textNode(SAMPLES.get(ref));
        }
        JsonNode node = resolve(schema);
        return switch (kind(node)) {
            case "boolean" -> json.booleanNode(true);
            case "integer" -> json.numberNode(1);
            case "array" -> {
                ArrayNode items = json.arrayNode();
                items.add(sample(name, node.path("items"), everything));
                yield items;
            }
            case "object" -> instance(node, everything);
            default -> json.textNode(
                    node.has("enum") ? node.path("enum").path(0).asText() : "8.00");
        };
    }

    /** The schema behind a reference to a common type, or the schema itself. */
    JsonNode resolve(JsonNode schema) {
        String ref = reference(schema);
        return ref == null ? schema : common.path(ref);
    }

    static String kind(JsonNode node) {
        JsonNode type = node.path("type");
        return type.isArray() ? type.path(0).asText() : type.asText();
    }

    private static String reference(JsonNode schema) {
        JsonNode ref = schema.has("anyOf") ? schema.path("anyOf").path(1).path("$ref") : schema.path("$ref");
        if (ref.isMissingNode()) {
            return null;
        }
        String text = ref.asText();
        return text.contains("#") ? text.substring(text.lastIndexOf('/') + 1).replaceAll("OrNull$", "") : text;
    }
}
