package io.throughline.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/**
 * What the Hawtio console's client asks of its server: its files, who is logged in, logging in and out, a few switches
 * (all off), and Jolokia, which is handed to the JVM's one {@link JolokiaEndpoint}.
 */
final class ConsoleHandler extends Handler.Abstract {
    static final String COOKIE = "throughline-console";
    private static final int MAX_BODY = 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT_POLICY =
            "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; connect-src 'self';"
                    + " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private final ConsoleSessions sessions;
    private final JolokiaEndpoint jolokia;
    private final ConsoleFiles files = new ConsoleFiles();

    ConsoleHandler(ConsoleSessions sessions, JolokiaEndpoint jolokia) {
        this.sessions = sessions;
        this.jolokia = jolokia;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        response.getHeaders()
                .add("Content-Security-Policy", CONTENT_POLICY)
                .add("X-Frame-Options", "DENY")
                .add("X-Content-Type-Options", "nosniff")
                .add("Referrer-Policy", "no-referrer");
        String path = request.getHttpURI().getPath();
        if (OddRequests.reason(path).isPresent()) {
            answer(response, callback, 400, "text/plain", "Bad path");
        } else if (path.equals("/") || path.equals("/hawtio")) {
            response.getHeaders().put(HttpHeader.LOCATION, "/hawtio/");
            answer(response, callback, 302, "text/plain", "");
        } else if (!path.startsWith("/hawtio/")) {
            answer(response, callback, 404, "text/plain", "Not found");
        } else {
            console(path.substring("/hawtio/".length()), request, response, callback);
        }
        return true;
    }

    private void console(String path, Request request, Response response, Callback callback) throws IOException {
        boolean post = request.getMethod().equals("POST");
        if (post && !sameOrigin(request)) {
            answer(response, callback, 403, "text/plain", "Another origin");
        } else if (post && path.equals("auth/login")) {
            login(request, response, callback);
        } else if (path.equals("jolokia") || path.startsWith("jolokia/")) {
            jolokia(path.substring("jolokia".length()), request, response, callback);
        } else if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            answer(response, callback, 405, "text/plain", "Method not allowed");
        } else {
            switch (path) {
                case "user" -> user(sessions.refresh(token(request)), response, callback);
                case "refresh" -> json(response, callback, sessions.refresh(token(request)) ? 200 : 403, "{}");
                case "auth/logout" -> logout(request, response, callback);
                case "auth/config" -> json(response, callback, 200, "{}");
                case "auth/config/session-timeout" -> json(
                        response, callback, 200, "{\"timeout\":" + ConsoleSessions.IDLE.toSeconds() + "}");
                case "plugin", "presets/connections" -> json(response, callback, 200, "[]");
                case "proxy/enabled", "keycloak/enabled" -> json(response, callback, 200, "false");
                default -> file(path, response, callback);
            }
        }
    }

    private void login(Request request, Response response, Callback callback) throws IOException {
        String address = Request.getRemoteAddr(request);
        Duration wait = sessions.wait(address);
        if (!wait.isZero()) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
            json(response, callback, 429, "{\"error\":\"Too many wrong keys\"}");
            return;
        }
        Optional<byte[]> body = body(request);
        JsonNode credentials = body.isEmpty() ? null : parsed(body.get());
        if (credentials == null) {
            json(response, callback, 400, "{\"error\":\"Send username and password as JSON\"}");
            return;
        }
        Optional<String> token = sessions.login(
                address,
                credentials.path("username").asText(),
                credentials.path("password").asText());
        if (token.isEmpty()) {
            json(response, callback, 401, "{\"error\":\"Wrong user or key\"}");
        } else {
            sessions.logout(token(request));
            Response.addCookie(response, cookie(token.get(), -1));
            json(response, callback, 200, "{\"username\":\"operator\"}");
        }
    }

    private static void user(boolean loggedIn, Response response, Callback callback) {
        if (loggedIn) {
            json(response, callback, 200, "\"operator\"");
        } else {
            json(response, callback, 403, "{\"error\":\"Not logged in\"}");
        }
    }

    private void logout(Request request, Response response, Callback callback) {
        sessions.logout(token(request));
        Response.addCookie(response, cookie("", 0));
        response.getHeaders().put(HttpHeader.LOCATION, "/hawtio/login");
        answer(response, callback, 302, "text/plain", "");
    }

    private void jolokia(String rest, Request request, Response response, Callback callback) throws IOException {
        // the client polls by itself, which is no sign of a person
        if (!sessions.alive(token(request))) {
            json(response, callback, 401, "{\"status\":401,\"error\":\"Not logged in\"}");
            return;
        }
        Map<String, String[]> parameters = new HashMap<>();
        for (Fields.Field field : Request.extractQueryParameters(request)) {
            parameters.put(field.getName(), field.getValues().toArray(new String[0]));
        }
        if (request.getMethod().equals("POST")) {
            Optional<byte[]> body = body(request);
            // the console's client reads the status in the document; an HTTP error would end its session
            json(
                    response,
                    callback,
                    body.isEmpty() ? 413 : 200,
                    body.map(bytes -> jolokia.post(Keyring.OPERATOR, bytes, parameters)
                                    .json())
                            .orElse("{}"));
        } else if (request.getMethod().equals("GET")) {
            String decoded = URLDecoder.decode(rest.replace("+", "%2B"), StandardCharsets.UTF_8);
            json(response, callback, 200, jolokia.get(decoded, parameters).json());
        } else {
            answer(response, callback, 405, "text/plain", "Method not allowed");
        }
    }

    private void file(String path, Response response, Callback callback) throws IOException {
        Optional<ConsoleFiles.Asset> asset = files.find(path);
        if (asset.isEmpty()) {
            answer(response, callback, 404, "text/plain", "Not found");
            return;
        }
        response.getHeaders()
                .put(HttpHeader.CACHE_CONTROL, asset.get().lasting() ? "private, max-age=86400" : "no-cache");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, asset.get().mediaType());
        response.write(true, asset.get().content(), callback);
    }

    private static Optional<byte[]> body(Request request) throws IOException {
        try (InputStream stream = Content.Source.asInputStream(request)) {
            byte[] bytes = stream.readNBytes(MAX_BODY + 1);
            return bytes.length > MAX_BODY ? Optional.empty() : Optional.of(bytes);
        }
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean sameOrigin(Request request) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        try {
            return origin != null
                    && request.getHeaders().get(HttpHeader.HOST) != null
                    && request.getHeaders()
                            .get(HttpHeader.HOST)
                            .equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String token(Request request) {
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse(null);
    }

    private static HttpCookie cookie(String value, long maxAge) {
        return HttpCookie.build(COOKIE, value)
                .path("/hawtio")
                .httpOnly(true)
                .maxAge(maxAge)
                .sameSite(HttpCookie.SameSite.STRICT)
                .build();
    }

    private static void json(Response response, Callback callback, int status, String document) {
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        answer(response, callback, status, "application/json", document);
    }

    private static void answer(Response response, Callback callback, int status, String type, String text) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        Content.Sink.write(response, true, text, callback);
    }
}
