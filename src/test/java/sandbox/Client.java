package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.StreamSupport;

/** Speaks HTTP to one stand-in the way a connector does. */
final class Client {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String base;
    private String token;

    Client(Sandbox sandbox, String vendor) {
        this("http://127.0.0.1:" + sandbox.port() + "/sandbox/" + vendor, null);
    }

    Client(String base, String token) {
        this.base = base;
        this.token = token;
    }

    /** Fetches an access token and sends it from now on. */
    Client login(String path) {
        Answer answer = send(
                "POST",
                path,
                "grant_type=client_credentials&client_id=" + Credentials.CLIENT_ID + "&client_secret="
                        + Credentials.CLIENT_SECRET);
        token = answer.json().path("access_token").asText();
        return this;
    }

    Client with(String anotherToken) {
        return new Client(base, anotherToken);
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer post(String path, String body) {
        return send("POST", path, body);
    }

    Answer put(String path, String body) {
        return send("PUT", path, body);
    }

    Answer patch(String path, String body) {
        return send("PATCH", path, body);
    }

    Answer delete(String path) {
        return send("DELETE", path, null);
    }

    Answer send(String method, String path, String body) {
        try {
            return tried(method, path, body, Duration.ofSeconds(30));
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }

    /** Like {@link #send}, with a time limit and the failures of the connection left to the caller. */
    Answer tried(String method, String path, String body, Duration limit) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(limit)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", base.contains("/scim") ? "application/scim+json" : "application/json");
        }
        try {
            return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Sends a file as it is, whatever its charset. */
    Answer upload(String path, byte[] file) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofByteArray(file));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new AssertionError(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    void fault(String json) {
        if (post("/faults", json).status() != 201) {
            throw new AssertionError("fault not taken: " + json);
        }
    }

    JsonNode ledger() {
        return get("/ledger").json();
    }

    JsonNode records(String type) {
        return get("/records?recordType=" + type).json();
    }

    /** How many writes with this external id took effect. */
    long applied(String externalId) {
        return StreamSupport.stream(ledger().spliterator(), false)
                .filter(entry -> entry.path("applied").asBoolean())
                .filter(entry -> externalId.equals(entry.path("externalId").asText()))
                .count();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What came back. */
    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String text() {
            return response.body();
        }

        JsonNode json() {
            try {
                return Json.read(response.body().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new AssertionError(response.body(), e);
            }
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }
    }
}
