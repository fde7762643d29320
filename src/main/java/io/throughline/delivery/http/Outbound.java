package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.mapping.Mapping;
import io.throughline.mapping.MappingFailure;
import io.throughline.mapping.Mappings;
import java.util.Map;
import java.util.Optional;

/**
 * The outbound mappings among those of the mapping folder, {@code mappings/<system>/<operation>.<kind>.jslt}. Each reads
 * {@code {payload, references, idempotencyKey, settings}}, the kinds {@code found} and {@code answer} also
 * {@code response: {status, headers, body}} with header names in lower case.
 *
 * <ul>
 *   <li>{@code out}: the request document that writes, see {@link HttpCall#of}
 *   <li>{@code find}: one request document that looks up, or a list of them, tried in order, see {@link LookUp#of}
 *   <li>{@code found}: null, or {@code {reference, result?, instead?}}, where {@code instead} is the request document that
 *       brings up to date what was found (without a reference its answer is read as that of {@code out}), or
 *       {@code {done: true}} when nothing is left to do, or a failure
 *   <li>{@code answer}: {@code {reference?, result?}}, or {@code {more, kept}} where reading goes on with the request
 *       document {@code more}, whose answer is read with {@code kept} beside it, or {@code {waiting: {reference, reason}}}
 *       when the target has taken the step and says later what became of it: then {@code find} is read once more with that
 *       reference as {@code waiting}, and asked, or a failure; without it the id in the body or in Location is the reference
 * </ul>
 *
 * A failure that a status of 200 hides is {@code {refused: {code, reason}}}, {@code {temporary: {reason}}} or
 * {@code {throttled: {reason, seconds?}}}, the last when the target wants fewer calls and how long it is to be left alone.
 */
public final class Outbound {

    private final Mappings mappings;

    public Outbound(Mappings mappings) {
        this.mappings = mappings;
    }

    /** Whether there is such a mapping, named {@code <system>/<operation>.<kind>}. */
    public boolean has(String mapping) {
        return find(mapping).isPresent();
    }

    /** The hash of a mapping's text, if it is there. */
    public Optional<String> version(String mapping) {
        return find(mapping).map(Mapping::version);
    }

    /**
     * Applies a mapping.
     *
     * @throws IllegalArgumentException in the mapping's own words when it refuses the input or is not there
     */
    public JsonNode apply(String mapping, JsonNode input) {
        Mapping found =
                find(mapping).orElseThrow(() -> new IllegalArgumentException("there is no mapping '" + mapping + "'"));
        try {
            return found.apply(input, Map.of());
        } catch (MappingFailure refused) {
            Throwable cause = refused.getCause() == null ? refused : refused.getCause();
            String words = String.valueOf(cause.getMessage()).replaceFirst("^error: ", "");
            throw new IllegalArgumentException(words, refused);
        }
    }

    private Optional<Mapping> find(String mapping) {
        return mappings.find(mapping + ".jslt");
    }
}
