package io.throughline.delivery.http;

import io.throughline.contract.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What all conversations with a system have in common: a token is fetched when needed, and once anew after a 401. */
abstract class Talk implements Conversation {

    private static final byte[] CLIENT_CREDENTIALS =
            "grant_type=client_credentials".getBytes(StandardCharsets.US_ASCII);
    private static final HttpCall TOKEN = new HttpCall(
            true,
            "POST",
            "",
            null,
            Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
            CLIENT_CREDENTIALS,
            true);

    private final Connector connector;
    private final Tokens tokens;
    private final Answers answers;
    private String tokenSent;
    private boolean askedForToken;
    private boolean renewed;
    private Object outcome;

    Talk(Connector connector, Tokens tokens, Answers answers) {
        this.connector = connector;
        this.tokens = tokens;
        this.answers = answers;
    }

    @Override
    public final boolean open() {
        return outcome == null;
    }

    @Override
    public final HttpCall next() {
        tokenSent = tokens.current(connector.system()).orElse(null);
        askedForToken = connector.credentials().oauth() && tokenSent == null;
        return askedForToken ? TOKEN : call();
    }

    @Override
    public final void heard(HttpReply reply) {
        try {
            if (askedForToken) {
                tokenAnswered(reply);
            } else if (reply.status() == 401 && tokenSent != null && !renewed) {
                renewed = true;
                tokens.forget(connector.system(), tokenSent);
            } else {
                answered(reply);
            }
        } catch (RuntimeException wrong) {
            end(misunderstood(reply, wrong));
        }
    }

    @Override
    public final void broke(Throwable cause) {
        end(failed(answers.broken(askedForToken || changesNothing(), cause)));
    }

    @Override
    public final Object outcome() {
        return outcome;
    }

    private void tokenAnswered(HttpReply reply) {
        if (reply.ok() && tokens.keep(connector.system(), reply.json())) {
            return;
        }
        Answer answer = answers.readFailed(reply);
        if (answer instanceof Answer.Refused refused) {
            answer = new Answer.Down(connector.system() + " gives no access token: " + refused.reason());
        } else if (answer instanceof Answer.Temporary temporary) {
            answer = new Answer.Temporary(temporary.reason(), temporary.retryAfter(), false);
        }
        end(failed(answer));
    }

    final Answers answers() {
        return answers;
    }

    final void end(Object result) {
        outcome = result;
    }

    /** The call of the errand that is to be made now. */
    abstract HttpCall call();

    /** Whether {@link #call()} leaves the target as it is. */
    abstract boolean changesNothing();

    /** What the target answered to {@link #call()}. */
    abstract void answered(HttpReply reply);

    /** The outcome of a call that failed. */
    abstract Object failed(Answer answer);

    /** The outcome when the reply could not be read. */
    abstract Object misunderstood(HttpReply reply, RuntimeException wrong);
}
