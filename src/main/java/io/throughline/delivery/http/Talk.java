package io.throughline.delivery.http;

import io.throughline.contract.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What all conversations with a system have in common: a token is fetched when needed, and once anew after a 401; where
 * writes are guarded by a session, one is opened when needed, and once anew after a 403 that asks for it.
 */
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
    private String sessionSent = "";
    private boolean openingSession;
    private boolean reopened;
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
        if (askedForToken) {
            return TOKEN;
        }
        HttpCall call = call();
        sessionSent = tokens.csrf().current(connector);
        openingSession = CsrfSessions.guards(connector, call) && sessionSent.isEmpty();
        return openingSession ? CsrfSessions.opening(call) : call;
    }

    @Override
    public final void heard(HttpReply reply) {
        try {
            if (askedForToken) {
                tokenAnswered(reply);
            } else if (reply.status() == 401 && tokenSent != null && !renewed) {
                renewed = true;
                tokens.forget(connector.system(), tokenSent);
            } else if (openingSession) {
                sessionAnswered(reply);
            } else if (sessionLost(reply)) {
                reopened = true;
            } else {
                answered(reply);
            }
        } catch (RuntimeException wrong) {
            end(misunderstood(reply, wrong));
        }
    }

    @Override
    public final void broke(Throwable cause) {
        end(failed(answers.broken(askedForToken || openingSession || changesNothing(), cause)));
    }

    @Override
    public final Object outcome() {
        return outcome;
    }

    /** The write was refused because its session is over, so it did not take effect. */
    private boolean sessionLost(HttpReply reply) {
        return reply.status() == 403
                && !reopened
                && CsrfSessions.guards(connector, call())
                && !tokens.csrf().current(connector).equals(sessionSent);
    }

    private void sessionAnswered(HttpReply reply) {
        if (!reply.ok()) {
            end(failed(answers.readFailed(reply)));
        } else if (tokens.csrf().current(connector).isEmpty()) {
            end(failed(new Answer.Refused("CSRF", connector.system() + " gives no CSRF token")));
        }
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
