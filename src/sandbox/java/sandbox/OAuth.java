package sandbox;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The client credentials grant and the access tokens one vendor has given out (RFC 6749 section 4.4). */
final class OAuth {

    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    /** A new access token, or null when grant type or client are wrong. */
    String grant(Call call) {
        Map<String, String> form = call.form();
        String[] basic = call.basic();
        String id = basic == null ? form.get("client_id") : basic[0];
        String secret = basic == null ? form.get("client_secret") : basic[1];
        boolean right = "client_credentials".equals(form.get("grant_type"))
                && Credentials.CLIENT_ID.equals(id)
                && Credentials.CLIENT_SECRET.equals(secret);
        if (!right) {
            return null;
        }
        String token = UUID.randomUUID().toString();
        tokens.add(token);
        return token;
    }

    /** The usual token answer: 200, or 401 for a wrong client. */
    Reply answer(Call call) {
        String token = grant(call);
        if (token == null) {
            return wrongClient(401);
        }
        return Reply.json(
                200,
                Json.object(Map.of("access_token", token, "token_type", "Bearer"))
                        .put("expires_in", 3600));
    }

    static Reply wrongClient(int status) {
        return Reply.json(
                status,
                Json.object().put("error", "invalid_client").put("error_description", "invalid client credentials"));
    }

    boolean admits(Call call) {
        String token = call.bearer();
        return token != null && tokens.contains(token);
    }

    void forget() {
        tokens.clear();
    }
}
