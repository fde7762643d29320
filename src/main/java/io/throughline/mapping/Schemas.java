package io.throughline.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.throughline.contract.ObjectTypes;
import io.throughline.contract.Violation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The schemas of the canonical objects, {@code mappings/canonical/<object>.schema.json}, compiled once. */
public final class Schemas {

    private static final String FOLDER = "canonical";
    private static final String ENDING = ".schema.json";
    private static final String BASE = "https://throughline.example/mappings/canonical/";

    private final Map<String, Schema> schemas = new TreeMap<>();
    private final SchemaSentence sentence;

    /**
     * Compiles every schema of the mapping folder.
     *
     * @throws RuntimeException when one refers to what is not there
     */
    public Schemas(MappingFiles files) {
        Map<String, byte[]> found = files.below(FOLDER, ENDING);
        Map<String, String> texts = new HashMap<>();
        Map<String, JsonNode> documents = new HashMap<>();
        found.forEach((name, bytes) -> {
            texts.put(BASE + name + ENDING, new String(bytes, StandardCharsets.UTF_8));
            documents.put(BASE + name + ENDING, parsed(name, bytes));
        });
        this.sentence = new SchemaSentence(documents);
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        SchemaRegistry registry =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(texts)
                        .schemaRegistryConfig(config));
        found.keySet().stream().filter(name -> !name.equals("common")).forEach(name -> {
            Schema schema = registry.getSchema(
                    SchemaLocation.of(BASE + name + ENDING), texts.get(BASE + name + ENDING), InputFormat.JSON);
            schema.initializeValidators();
            schemas.put(name, schema);
        });
    }

    /** The schemas of the class path. */
    public static Schemas ofClassPath() {
        return new Schemas(MappingFiles.ofClassPath());
    }

    /** Names of the objects that have a schema. */
    public Set<String> objects() {
        return Set.copyOf(schemas.keySet());
    }

    /**
     * The object an event of that type carries, if there is a schema for it.
     *
     * @param type event type without prefix, such as {@code worker.hired.v1}
     */
    public Optional<String> objectOf(String type) {
        if (type.split("\\.", 3).length < 3) {
            return Optional.empty();
        }
        String object = ObjectTypes.of(type);
        return schemas.containsKey(object) ? Optional.of(object) : Optional.empty();
    }

    /**
     * What of an object does not fit its schema; rule {@code SCHEMA}, outcome REJECT.
     *
     * @param object name of the object, such as {@code worker}
     * @return one sentence per field, in the order of the schema; empty when all is well
     * @throws IllegalArgumentException when there is no such schema
     */
    public List<Violation> check(String object, JsonNode data) {
        Schema schema = schemas.get(object);
        if (schema == null) {
            throw new IllegalArgumentException("There is no schema for " + object + "; known are " + schemas.keySet());
        }
        List<Error> errors = schema.validate(data);
        Map<String, Violation> first = new LinkedHashMap<>();
        for (Error error : errors) {
            Violation violation = sentence.of(error, data);
            first.putIfAbsent(violation.pointer(), violation);
        }
        return new ArrayList<>(first.values());
    }

    private static JsonNode parsed(String name, byte[] schema) {
        try {
            return StrictJson.mapper(Limits.DEFAULT).readTree(schema);
        } catch (IOException e) {
            throw new IllegalStateException("The schema " + name + " is no JSON", e);
        }
    }
}
