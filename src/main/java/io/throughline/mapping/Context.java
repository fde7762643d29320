package io.throughline.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * What a mapping knows beside the document.
 *
 * @param source     who sent it, {@code urn:<org>:<domain>:<vendor>:<tenant>}
 * @param today      local date on which it is read; decides between pre-hire and active
 * @param now        when it is read, milliseconds; version and time of what carries none itself
 * @param typePrefix prefix of event types in CloudEvents documents, such as {@code com.example.}
 */
public record Context(String source, LocalDate today, Instant now, String typePrefix) {

    public Context {
        now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The context of a document read now, with the prefix of the samples. */
    public static Context of(String source, Clock clock) {
        return new Context(source, LocalDate.now(clock), clock.instant(), "com.example.");
    }

    /** The variables {@code $vendor $source $today $now $version $prefix} of a mapping. */
    Map<String, JsonNode> variables(String vendor) {
        Map<String, JsonNode> variables = new HashMap<>();
        variables.put("vendor", TextNode.valueOf(vendor));
        variables.put("source", TextNode.valueOf(source));
        variables.put("tenant", TextNode.valueOf(source.substring(source.lastIndexOf(':') + 1)));
        variables.put("today", TextNode.valueOf(today.toString()));
        variables.put("now", TextNode.valueOf(now.toString()));
        variables.put("version", LongNode.valueOf(now.toEpochMilli()));
        variables.put("prefix", TextNode.valueOf(typePrefix));
        return variables;
    }
}
