package io.throughline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
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
import java.util.Map;
import java.util.stream.Collectors;

/** HTTP calls that must succeed. */
final class Http {

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String base;

    /** @param base what every path is appended to */
    Http(String base) {
        this.base = base;
    }

    /** Reads a JSON document. */
    JsonNode get(String path, Map<String, String> headers) {
        return Json.tree(send(request(path, headers).GET()));
    }

    /**
     * Sends a document.
     *
     * @return the answer's body
     * @throws IllegalStateException when it was not answered with 2xx
     */
    byte[] post(String path, String contentType, byte[] body, Map<String, String> headers) {
        return send(request(path, headers).header("Content-Type", contentType).POST(BodyPublishers.ofByteArray(body)));
    }

    /** Replaces a document, as {@link #post} sends one. */
    byte[] put(String path, String contentType, byte[] body, Map<String, String> headers) {
        return send(request(path, headers).header("Content-Type", contentType).PUT(BodyPublishers.ofByteArray(body)));
    }

    /** An OAuth 2.0 access token for client credentials. */
    String token(String path, String clientId, String clientSecret) {
        String form = Map.of("grant_type", "client_credentials", "client_id", clientId, "client_secret", clientSecret)
                .entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        byte[] answer =
                post(path, "application/x-www-form-urlencoded", form.getBytes(StandardCharsets.UTF_8), Map.of());
        return Json.tree(answer).path("access_token").asText();
    }

    private HttpRequest.Builder request(String path, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        headers.forEach(request::header);
        return request;
    }

    private byte[] send(HttpRequest.Builder request) {
        HttpRequest built = request.build();
        try {
            HttpResponse<byte[]> answer = client.send(built, BodyHandlers.ofByteArray());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        built.method() + " " + built.uri().getPath() + " was answered with " + answer.statusCode()
                                + ": " + new String(answer.body(), StandardCharsets.UTF_8));
            }
            return answer.body();
        } catch (IOException failed) {
            throw new IllegalStateException(
                    built.method() + " " + built.uri().getPath() + " failed: " + failed, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "stopped while waiting for " + built.uri().getPath(), stopped);
        }
    }
}
