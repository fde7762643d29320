package io.throughline.delivery.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpResponseInterceptor;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/**
 * The sessions of systems that believe a write only with a token against cross-site request forgery, as OData services
 * of SAP do: a read that asks {@code X-CSRF-Token: Fetch} is answered with a token and the cookies of its session; both
 * are sent with every call from then on, until a 403 says {@code X-CSRF-Token: Required}. Which paths are guarded so says
 * the setting {@code csrf} of the system, a part of the path such as {@code /sap/opu/odata/}; empty: none.
 *
 * <p>Token and cookies are added and read below the route, in the HTTP client, so that they are in no message and no log.
 */
public final class CsrfSessions {

    private static final String TOKEN = "X-CSRF-Token";
    private static final String FETCH = "Fetch";

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    private record Session(String token, String cookies) {}

    /** Whether a call is one that the system takes only within a session. */
    static boolean guards(Connector connector, HttpCall call) {
        return !call.safe() && guards(connector, call.path());
    }

    /** The token of the session that is open, empty when none is. */
    String current(Connector connector) {
        Session session = sessions.get(connector.system());
        return session == null ? "" : session.token();
    }

    /** The read that opens a session: of the service the call belongs to. */
    static HttpCall opening(HttpCall call) {
        String service = call.path().substring(0, call.path().lastIndexOf('/') + 1);
        return new HttpCall(false, "GET", service, null, Map.of("Accept", "application/json"), null, true);
    }

    HttpRequestInterceptor outgoing(Connector connector) {
        return (HttpRequest request, EntityDetails entity, HttpContext context) -> send(connector, request);
    }

    HttpResponseInterceptor incoming(Connector connector) {
        return (HttpResponse response, EntityDetails entity, HttpContext context) ->
                learn(connector, HttpCoreContext.cast(context).getRequest(), response);
    }

    private void send(Connector connector, HttpRequest request) throws HttpException, IOException {
        if (!guards(connector, request.getPath())) {
            return;
        }
        Session session = sessions.get(connector.system());
        if (session != null) {
            request.setHeader(TOKEN, session.token());
            if (!session.cookies().isEmpty()) {
                request.setHeader("Cookie", session.cookies());
            }
        } else if (request.getMethod().equals("GET")) {
            request.setHeader(TOKEN, FETCH);
        }
    }

    private void learn(Connector connector, HttpRequest request, HttpResponse response) {
        Header answered = response.getFirstHeader(TOKEN);
        Header asked = request == null ? null : request.getFirstHeader(TOKEN);
        if (answered == null) {
            return;
        }
        if (answered.getValue().equalsIgnoreCase("Required")) {
            sessions.computeIfPresent(
                    connector.system(),
                    (system, held) -> asked != null && held.token().equals(asked.getValue()) ? null : held);
        } else if (asked != null && asked.getValue().equals(FETCH)) {
            sessions.put(connector.system(), new Session(answered.getValue(), cookies(response)));
        }
    }

    private static String cookies(HttpResponse response) {
        List<String> pairs = new ArrayList<>();
        for (Header cookie : response.getHeaders("Set-Cookie")) {
            pairs.add(cookie.getValue().split(";", 2)[0].strip());
        }
        return String.join("; ", pairs);
    }

    private static boolean guards(Connector connector, String path) {
        String guarded = connector.settings().path("csrf").asText();
        return !guarded.isEmpty() && path.contains(guarded);
    }
}
