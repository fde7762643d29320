package io.throughline.delivery.http;

import java.util.Map;

/**
 * What a system is asked to believe us by. Which kind it is follows from what is given: a client id means OAuth 2.0
 * client credentials, else a token means a fixed bearer token, else {@code basic} user and password, else none is sent
 * with HTTP.
 *
 * @param clientId     OAuth client id, or null
 * @param clientSecret OAuth client secret, or null
 * @param token        fixed bearer token, or null
 * @param user         user of a WS-Security UsernameToken or of HTTP Basic, or null
 * @param password     its password, or null
 * @param basic        whether user and password are sent as HTTP Basic (RFC 7617)
 * @param placed       what goes into bodies, by the name of its setting
 */
public record Credentials(
        String clientId,
        String clientSecret,
        String token,
        String user,
        String password,
        boolean basic,
        Map<String, String> placed) {

    public Credentials {
        placed = Map.copyOf(placed);
    }

    /** Those of a system that takes none in bodies. */
    public Credentials(
            String clientId, String clientSecret, String token, String user, String password, boolean basic) {
        this(clientId, clientSecret, token, user, password, basic, Map.of());
    }

    /** Whether a token has to be fetched before a call. */
    public boolean oauth() {
        return clientId != null;
    }

    /** Says only which kind it is. */
    @Override
    public String toString() {
        return oauth() ? "oauth" : token != null ? "bearer" : user != null ? "user" : "none";
    }
}
