package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Repeatability;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One attempt at one step: look up and adopt where the target can be asked, write otherwise, and after a conflict look
 * up once more. Ends with an {@link Answer}.
 */
final class DeliveryConversation extends Talk {

    private final Operation operation;
    private final Outbound mappings;
    private final ObjectNode input;
    private final Outlet outlet;
    private final boolean uploads;
    private final List<HttpCall> finds = new ArrayList<>();
    private HttpCall write;
    private int find;
    private HttpReply conflict;
    private JsonNode adopted;

    DeliveryConversation(
            Operation operation,
            Delivery delivery,
            Connector connector,
            Outbound mappings,
            Tokens tokens,
            Answers answers,
            Outlet outlet) {
        super(connector, tokens, answers);
        this.operation = operation;
        this.mappings = mappings;
        this.input = input(delivery, connector);
        this.outlet = outlet;
        this.uploads = connector.uploads();
        try {
            prepare(delivery);
        } catch (RuntimeException wrong) {
            end(new Answer.Refused("MAPPING", operation.mapping("out") + ": " + said(wrong)));
        }
    }

    private void prepare(Delivery delivery) {
        JsonNode document = mappings.apply(operation.mapping("out"), input);
        if (document.has("file")) {
            prepareFile(OutboundDocument.of(document));
            return;
        }
        write = HttpCall.of(document);
        if (operation.repeatability() == Repeatability.LOOKUP) {
            JsonNode wanted = mappings.apply(operation.mapping("find"), input);
            if (wanted.isArray()) {
                wanted.forEach(one -> finds.add(HttpCall.of(one).reading()));
            } else {
                finds.add(HttpCall.of(wanted).reading());
            }
        } else if (operation.repeatability() == Repeatability.NONE && delivery.inDoubt()) {
            end(new Answer.Unknown("an earlier attempt may have taken effect and the target cannot be asked"));
        }
    }

    /** A file is put where the system or a person fetches it, and uploaded where that is wanted. */
    private void prepareFile(OutboundDocument file) {
        try {
            outlet.put(operation.system(), file);
        } catch (UncheckedIOException failed) {
            end(new Answer.Temporary(Words.clean(failed.getMessage()), null));
            return;
        }
        if (uploads) {
            write = file.upload();
        } else {
            end(file.applied());
        }
    }

    /** What the outbound mappings of a step read. */
    static ObjectNode input(Delivery delivery, Connector connector) {
        ObjectNode input = Json.MAPPER.createObjectNode();
        input.set("payload", delivery.step().payload());
        ObjectNode references = input.putObject("references");
        delivery.references().forEach(references::put);
        input.put("idempotencyKey", delivery.idempotencyKey());
        input.set("settings", connector.settings());
        return input;
    }

    @Override
    HttpCall call() {
        return find < finds.size() ? finds.get(find) : write;
    }

    @Override
    void answered(HttpReply reply) {
        if (find < finds.size()) {
            searched(reply);
        } else {
            written(reply);
        }
    }

    private void searched(HttpReply reply) {
        if (!reply.ok() && reply.status() != 404) {
            end(answers().readFailed(reply));
            return;
        }
        JsonNode found = reply.ok() ? mappings.apply(operation.mapping("found"), with(reply)) : null;
        if (found != null && found.hasNonNull("reference")) {
            adopt(found);
            return;
        }
        find++;
        if (find == finds.size() && conflict != null) {
            end(answers().refused(conflict));
        }
    }

    /** It is there: done, unless the mapping says what has to be changed on it instead of writing it anew. */
    private void adopt(JsonNode found) {
        if (found.hasNonNull("instead")) {
            write = HttpCall.of(found.get("instead"));
            adopted = found;
            find = finds.size();
        } else {
            end(applied(found, true));
        }
    }

    private void written(HttpReply reply) {
        if (reply.ok() || write.undone(reply)) {
            end(adopted == null ? accepted(reply) : applied(adopted, true));
        } else if (reply.status() == 409 && !finds.isEmpty() && conflict == null) {
            conflict = reply;
            find = 0;
        } else {
            end(write.safe() ? answers().readFailed(reply) : answers().writeFailed(reply));
        }
    }

    private Answer accepted(HttpReply reply) {
        if (!mappings.has(operation.mapping("answer"))) {
            return new Answer.Applied(reference(reply), null, false);
        }
        JsonNode read = mappings.apply(operation.mapping("answer"), with(reply));
        return Answers.failure(read).orElseGet(() -> applied(read, false));
    }

    /** Without a mapping of its own an answer is read as REST APIs give it: the id in the body, else the last part of Location. */
    private static String reference(HttpReply reply) {
        String id = reply.json().path("id").asText(null);
        return id != null
                ? id
                : reply.header("Location")
                        .map(location -> location.substring(location.lastIndexOf('/') + 1))
                        .orElse(null);
    }

    private static Answer applied(JsonNode read, boolean adopted) {
        JsonNode result = read.get("result");
        return new Answer.Applied(
                read.hasNonNull("reference") ? read.get("reference").asText() : null,
                result == null || result.isNull() ? null : result,
                adopted);
    }

    private JsonNode with(HttpReply reply) {
        ObjectNode all = input.deepCopy();
        ObjectNode response = all.putObject("response");
        response.put("status", reply.status());
        ObjectNode headers = response.putObject("headers");
        reply.headers().forEach(headers::put);
        JsonNode body = reply.tree();
        response.set("body", body.isMissingNode() ? null : body);
        return all;
    }

    @Override
    boolean changesNothing() {
        return call().safe();
    }

    @Override
    Object failed(Answer answer) {
        return answer;
    }

    @Override
    Object misunderstood(HttpReply reply, RuntimeException wrong) {
        String reason = "the answer was not understood: " + said(wrong);
        return find < finds.size() || write.safe() ? new Answer.Refused("MAPPING", reason) : new Answer.Unknown(reason);
    }

    /** What a mapping says when it refuses. */
    private static String said(RuntimeException wrong) {
        return Words.clean(String.valueOf(wrong.getMessage()));
    }
}
