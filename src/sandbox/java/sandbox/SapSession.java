package sandbox;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Sessions of SAP's Gateway: a write is believed only with the CSRF token of the session its cookie names. */
final class SapSession {

    private static final String HEADER = "X-CSRF-Token";
    private static final String COOKIE = "SAP_SESSIONID_S4H_100";

    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    /** The answer with a token and a session cookie where a read asks for them. */
    Reply dressed(Call call, Reply reply) {
        if (!call.is("GET") || !"fetch".equalsIgnoreCase(call.header(HEADER))) {
            return reply;
        }
        String session = session(call);
        if (session == null || !tokens.containsKey(session)) {
            session = UUID.randomUUID().toString();
        }
        String token = tokens.computeIfAbsent(session, any -> UUID.randomUUID().toString());
        return reply.with(HEADER, token).with("Set-Cookie", COOKIE + "=" + session + "; path=/; HttpOnly");
    }

    /** Refuses a write whose token is not that of its session. */
    void check(Call call) {
        String session = session(call);
        String token = call.header(HEADER);
        if (session == null || token == null || !token.equals(tokens.get(session))) {
            throw new Refusal(Reply.json(403, Json.object().put("text", "CSRF token validation failed"))
                    .as("text/plain;charset=utf-8")
                    .with(HEADER, "Required"));
        }
    }

    void forget() {
        tokens.clear();
    }

    private static String session(Call call) {
        String header = call.header("Cookie");
        if (header == null) {
            return null;
        }
        for (String pair : header.split(";")) {
            if (pair.strip().startsWith(COOKIE + "=")) {
                return pair.strip().substring(COOKIE.length() + 1);
            }
        }
        return null;
    }
}
