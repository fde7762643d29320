package io.throughline.delivery.http;

import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Between a conversation and the exchange that carries its requests: sets on the message only what the next call says,
 * and reads what came back. The conversation itself is a variable of the exchange.
 */
public final class Wire {

    private static final String CONVERSATION = "conversation";
    private static final String CALL = "call";

    private final Connectors connectors;
    private final Outbound mappings;
    private final Tokens tokens;
    private final Answers answers;
    private final Outlet outlet;

    /**
     * @param connectors the systems
     * @param mappings   compiled outbound mappings
     * @param tokens     access tokens
     * @param answers    what a failure means
     * @param outlet     where files appear
     */
    Wire(Connectors connectors, Outbound mappings, Tokens tokens, Answers answers, Outlet outlet) {
        this.outlet = outlet;
        this.connectors = connectors;
        this.mappings = mappings;
        this.tokens = tokens;
        this.answers = answers;
    }

    /**
     * Opens the conversation for the body, a {@link Delivery} or an {@link Enquiry}.
     *
     * @param system the system of the route, which is the only one it may talk to
     */
    public void begin(Exchange exchange, String system) {
        Object body = exchange.getMessage().getBody();
        exchange.setVariable(CONVERSATION, conversation(body, connectors.get(system)));
    }

    private Conversation conversation(Object body, Connector connector) {
        if (body instanceof Enquiry enquiry && enquiry.system().equals(connector.system())) {
            return new EnquiryConversation(enquiry, connector, tokens, answers);
        }
        if (body instanceof Delivery delivery && delivery.step().system().equals(connector.system())) {
            String name = delivery.step().operation();
            return Connectors.operation(connector.system(), name)
                    .<Conversation>map(operation ->
                            new DeliveryConversation(operation, delivery, connector, mappings, tokens, answers, outlet))
                    .orElseGet(() -> new Ended(
                            new Answer.Refused("OPERATION", connector.system() + " has no operation '" + name + "'")));
        }
        return new Ended(new Answer.Refused("OPERATION", "not an errand for " + connector.system()));
    }

    /** Whether there is something left to send. */
    public boolean talking(Exchange exchange) {
        return conversation(exchange).open();
    }

    /** Whether the call on the message goes to the token endpoint. */
    public boolean askingForToken(Exchange exchange) {
        return exchange.getVariable(CALL, HttpCall.class).token();
    }

    /** Sets the next call on the message. */
    public void say(Exchange exchange) {
        HttpCall call = conversation(exchange).next();
        exchange.setVariable(CALL, call);
        Message message = exchange.getMessage();
        message.setHeader(Exchange.HTTP_METHOD, call.method());
        if (!call.path().isEmpty()) {
            message.setHeader(Exchange.HTTP_PATH, call.path());
        }
        if (call.query() != null) {
            message.setHeader(Exchange.HTTP_RAW_QUERY, call.query());
        }
        call.headers().forEach(message::setHeader);
        message.setBody(call.body());
    }

    /** Tells the conversation what came back. */
    public void hear(Exchange exchange) throws IOException {
        Conversation conversation = conversation(exchange);
        if (!conversation.open()) {
            return;
        }
        Message message = exchange.getMessage();
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        if (status == null) {
            throw new IOException("the target answered nothing");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        message.getHeaders().forEach((name, value) -> headers.put(name, String.valueOf(value)));
        byte[] body = new byte[0];
        try (InputStream in = message.getBody(InputStream.class)) {
            if (in != null) {
                body = in.readNBytes(HttpCall.MAX_BODY + 1);
            }
        }
        if (body.length > HttpCall.MAX_BODY) {
            throw new IOException("the answer is longer than " + HttpCall.MAX_BODY + " bytes");
        }
        conversation.heard(new HttpReply(status, headers, body));
    }

    /** Tells the conversation that the call failed with the exception that was caught. */
    public void broke(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Conversation conversation = exchange.getVariable(CONVERSATION, Conversation.class);
        if (conversation == null) {
            exchange.setVariable(CONVERSATION, new Ended(new Answer.Refused("INTERNAL", String.valueOf(cause))));
        } else if (conversation.open()) {
            conversation.broke(cause);
        }
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(null);
    }

    /** Leaves the outcome as the body, and nothing of the conversation. */
    public void end(Exchange exchange) {
        Object outcome = conversation(exchange).outcome();
        exchange.removeVariable(CONVERSATION);
        exchange.removeVariable(CALL);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(outcome);
    }

    private static Conversation conversation(Exchange exchange) {
        Conversation conversation = exchange.getVariable(CONVERSATION, Conversation.class);
        if (conversation == null) {
            throw new IllegalStateException("no conversation has begun");
        }
        return conversation;
    }

    /** A conversation that was over before it began. */
    private record Ended(Object outcome) implements Conversation {
        @Override
        public boolean open() {
            return false;
        }

        @Override
        public HttpCall next() {
            throw new IllegalStateException("the conversation is over");
        }

        @Override
        public void heard(HttpReply reply) {
            throw new IllegalStateException("the conversation is over");
        }

        @Override
        public void broke(Throwable cause) {
            throw new IllegalStateException("the conversation is over");
        }
    }
}
