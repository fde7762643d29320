package io.throughline.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/**
 * JSON as Throughline reads and writes it everywhere: decimals are strings, dates and instants are ISO 8601, unknown
 * fields are ignored, absent stays absent.
 *
 * <p>Refused on reading: duplicate keys, JSON numbers where a decimal string is expected, more than 100 levels, strings
 * over a mebibyte, numbers over 100 digits, names over 256 characters, anything after the end of the document.
 */
public final class Json {

    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,40}(\\.\\d{1,20})?");

    private static final ObjectMapper MAPPER = build();

    private Json() {}

    /** The one configured mapper; shared, do not reconfigure. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /**
     * A document as a tree.
     *
     * @throws IllegalArgumentException when it is not well-formed or exceeds a limit
     */
    public static JsonNode tree(byte[] document) {
        try {
            return MAPPER.readTree(document);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /** A document as a tree; see {@link #tree(byte[])}. */
    public static JsonNode tree(String document) {
        try {
            return MAPPER.readTree(document);
        } catch (JsonProcessingException e) {
            throw refused(e);
        }
    }

    /**
     * A tree as a record.
     *
     * @throws IllegalArgumentException naming the field that is missing or wrong
     */
    public static <T> T read(JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw refused(e);
        }
    }

    /** A document as a record; see {@link #read(JsonNode, Class)}. */
    public static <T> T read(String document, Class<T> type) {
        return read(tree(document), type);
    }

    /** A record as an object tree that may be changed. */
    public static ObjectNode toTree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** A record or tree as compact text. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static IllegalArgumentException refused(IOException e) {
        if (e instanceof JsonProcessingException json) {
            json.clearLocation();
            return new IllegalArgumentException(json.getMessage(), e);
        }
        return new IllegalArgumentException(e.getMessage(), e);
    }

    private static ObjectMapper build() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(100)
                        .maxStringLength(1 << 20)
                        .maxNumberLength(100)
                        .maxNameLength(256)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        SimpleModule decimals = new SimpleModule("decimals");
        decimals.addSerializer(BigDecimal.class, new DecimalWriter());
        decimals.addDeserializer(BigDecimal.class, new DecimalReader());
        JsonMapper mapper = JsonMapper.builder(factory)
                .addModule(new JavaTimeModule())
                .addModule(decimals)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .withConfigOverride(
                        List.class,
                        list -> list.setInclude(
                                JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS)))
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .build();
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        mapper.coercionConfigFor(LogicalType.DateTime)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        return mapper;
    }

    private static final class DecimalWriter extends JsonSerializer<BigDecimal> {
        @Override
        public void serialize(BigDecimal value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toPlainString());
        }
    }

    private static final class DecimalReader extends JsonDeserializer<BigDecimal> {
        @Override
        public BigDecimal deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (!in.hasToken(JsonToken.VALUE_STRING)) {
                return context.reportInputMismatch(
                        BigDecimal.class, "a decimal is written as a string, such as \"8.00\", not as a JSON number");
            }
            String text = in.getText();
            if (!DECIMAL.matcher(text).matches()) {
                return context.reportInputMismatch(
                        BigDecimal.class, "\"%s\" is not a plain decimal such as \"8.00\"", text);
            }
            return new BigDecimal(text);
        }
    }
}
