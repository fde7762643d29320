package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Repeatability;
import java.io.UncheckedIOException;

/**
 * One attempt at one step: look up and adopt where the target can be asked, write otherwise, and after a conflict look
 * up once more. Ends with an {@link Answer}.
 */
final class DeliveryConversation extends Talk {

    private static final int MOST_FURTHER = 50;

    private final Operation operation;
    private final Outbound mappings;
    private final ObjectNode input;
    private final Outlet outlet;
    private final boolean uploads;
    private LookUp lookUp = LookUp.none();
    private HttpCall write;
    private int further;
    private HttpReply conflict;
    private Answer pending;
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
        if (!connector.credentials().placed().isEmpty()
                && CredentialMarks.named(delivery.step().payload())) {
            end(new Answer.Refused("PAYLOAD", "a payload may not name a credential"));
            return;
        }
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
        if (operation.repeatability() == Repeatability.LOOKUP || asksWhatBecame(delivery)) {
            lookUp = LookUp.of(mappings.apply(operation.mapping("find"), input));
        } else if (operation.repeatability() == Repeatability.NONE && delivery.inDoubt()) {
            end(new Answer.Unknown("an earlier attempt may have taken effect and the target cannot be asked"));
        }
    }

    /** An upsert that may have taken effect is looked for where that can be asked, and adopted instead of written over. */
    private boolean asksWhatBecame(Delivery delivery) {
        return operation.repeatability() == Repeatability.UPSERT
                && delivery.inDoubt()
                && mappings.has(operation.mapping("find"));
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
        return lookUp.asking() ? lookUp.call() : write;
    }

    @Override
    void answered(HttpReply reply) {
        if (lookUp.asking()) {
            searched(reply);
        } else {
            written(reply);
        }
    }

    private void searched(HttpReply reply) {
        if (!reply.ok() && !lookUp.absent(reply)) {
            end(failed(answers().readFailed(reply)));
            return;
        }
        JsonNode found = reply.ok() ? mappings.apply(operation.mapping("found"), with(reply)) : null;
        Answer failure = found == null ? null : Answers.failure(found).orElse(null);
        if (failure != null) {
            end(failure);
        } else if (found != null && (found.hasNonNull("reference") || changes(found) || done(found))) {
            adopt(found);
        } else {
            notFound();
        }
    }

    /** Whether something has to be written in place of the step; never twice in one conversation. */
    private boolean changes(JsonNode found) {
        return found.hasNonNull("instead") && pending == null;
    }

    private static boolean done(JsonNode found) {
        return found.path("done").asBoolean();
    }

    private void notFound() {
        lookUp.next();
        if (lookUp.asking()) {
            return;
        }
        if (pending != null) {
            end(pending);
        } else if (conflict != null) {
            end(answers().refused(conflict));
        }
    }

    /** It is there: done, unless the mapping says what has to be changed on it instead of writing it anew. */
    private void adopt(JsonNode found) {
        if (changes(found)) {
            write = HttpCall.of(found.get("instead"));
            adopted = found.hasNonNull("reference") ? found : null;
            lookUp.end();
        } else {
            end(applied(found, pending == null));
        }
    }

    private void written(HttpReply reply) {
        if (reply.ok() || write.undone(reply)) {
            accepted(reply);
        } else if (reply.status() == 409 && lookUp.possible() && conflict == null) {
            conflict = reply;
            lookUp.again();
        } else {
            end(write.safe() ? answers().readFailed(reply) : answers().writeFailed(reply));
        }
    }

    private void accepted(HttpReply reply) {
        if (adopted != null) {
            end(brought(reply));
        } else if (!mappings.has(operation.mapping("answer"))) {
            end(new Answer.Applied(reference(reply), null, false));
        } else {
            understood(mappings.apply(operation.mapping("answer"), with(reply)));
        }
    }

    /** What was found has been brought up to date, unless the answer says that it has not. */
    private Answer brought(HttpReply reply) {
        if (!reply.ok() || !mappings.has(operation.mapping("answer"))) {
            return applied(adopted, true);
        }
        JsonNode read = mappings.apply(operation.mapping("answer"), with(reply));
        return Answers.failure(read).orElseGet(() -> applied(adopted, true));
    }

    /** What was taken but not yet done is asked for once before it is left for a later attempt. */
    private void understood(JsonNode read) {
        if (read.hasNonNull("more")) {
            goOn(read);
            return;
        }
        Answer failure = Answers.failure(read).orElse(null);
        if (failure instanceof Answer.Pending && lookUp.possible()) {
            pending = failure;
            input.put("waiting", read.path("waiting").path("reference").asText());
            lookUp = LookUp.of(mappings.apply(operation.mapping("find"), input));
        } else {
            end(failure == null ? applied(read, false) : failure);
        }
    }

    /** What is read in several calls: the mapping says which comes next and what it keeps of those before. */
    private void goOn(JsonNode read) {
        HttpCall next = HttpCall.of(read.get("more"));
        if (!write.safe() || !next.safe() || ++further > MOST_FURTHER) {
            throw new IllegalArgumentException(
                    "only reading goes on with more calls, at most " + MOST_FURTHER + ": " + next.method());
        }
        input.set("kept", read.get("kept"));
        write = next;
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
        return pending == null ? answer : pending;
    }

    @Override
    Object misunderstood(HttpReply reply, RuntimeException wrong) {
        String reason = "the answer was not understood: " + said(wrong);
        if (pending != null) {
            return pending;
        }
        return lookUp.asking() || write.safe() ? new Answer.Refused("MAPPING", reason) : new Answer.Unknown(reason);
    }

    /** What a mapping says when it refuses. */
    private static String said(RuntimeException wrong) {
        return Words.clean(String.valueOf(wrong.getMessage()));
    }
}
