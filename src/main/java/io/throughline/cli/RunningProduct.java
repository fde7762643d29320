package io.throughline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.Settings;
import io.throughline.contract.Json;
import io.throughline.http.Keyring;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** The HTTP API of the product that runs with the settings of this working folder, opened with a key kept there. */
final class RunningProduct {

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String base;
    private final Path keyFile;

    /** As the operator. */
    RunningProduct(Settings settings) {
        this(settings, null);
    }

    /** @param person whose key is used; null or empty for the operator's */
    RunningProduct(Settings settings, String person) {
        this.base = "http://" + settings.get("throughline.http.host") + ":" + settings.get("throughline.http.port");
        Path data = settings.folder("throughline.data.dir");
        boolean operator = person == null || person.isEmpty() || person.equals(Keyring.OPERATOR);
        this.keyFile =
                operator ? data.resolve("operator.key") : data.resolve("keys").resolve(person + ".key");
    }

    /** Nobody listens where the product should. */
    static final class NothingRuns extends IOException {
        private static final long serialVersionUID = 1L;

        NothingRuns(String sentence, IOException cause) {
            super(sentence, cause);
        }
    }

    /** An answer, whatever its status. */
    record Answer(int status, String body) {

        boolean ok() {
            return status / 100 == 2;
        }

        /** The single errors of a problem document, each with pointer, rule and detail. */
        JsonNode errors() {
            try {
                return Json.tree(body).path("errors");
            } catch (RuntimeException noJson) {
                return Json.mapper().createArrayNode();
            }
        }

        /** The sentence of a problem document, or the body as it is. */
        String problem() {
            try {
                String detail = Json.tree(body).path("detail").asText();
                return detail.isEmpty() ? body : detail;
            } catch (RuntimeException noJson) {
                return body;
            }
        }
    }

    /**
     * Reads.
     *
     * @throws IOException with a sentence for a person when nothing can be reached
     */
    Answer get(String path) throws IOException {
        return send(request(path).GET());
    }

    /**
     * Reads what may take long.
     *
     * @throws IOException with a sentence for a person when nothing can be reached
     */
    Answer getPatiently(String path) throws IOException {
        return send(request(path).timeout(Duration.ofHours(2)).GET());
    }

    /**
     * Sends.
     *
     * @throws IOException with a sentence for a person when nothing can be reached
     */
    Answer post(String path, String contentType, byte[] body) throws IOException {
        return send(request(path).header("Content-Type", contentType).POST(BodyPublishers.ofByteArray(body)));
    }

    /**
     * Asks for what may take long.
     *
     * @throws IOException with a sentence for a person when nothing can be reached
     */
    Answer postPatiently(String path, byte[] body) throws IOException {
        return send(request(path)
                .timeout(Duration.ofHours(2))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** A value as part of a path. */
    static String segment(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + key());
    }

    private String key() throws IOException {
        try {
            return Files.readString(keyFile, StandardCharsets.US_ASCII).strip();
        } catch (NoSuchFileException missing) {
            throw new IOException(
                    "there is no " + (keyFile.endsWith("operator.key") ? "operator key " : "key ") + keyFile
                            + "; start the product here first (throughline run), or name"
                            + " its folder with throughline.data.dir",
                    missing);
        }
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() == 401) {
                throw new IOException("the product at " + base + " does not take the key of " + keyFile
                        + "; it was started with another data folder");
            }
            return new Answer(answer.statusCode(), answer.body());
        } catch (java.net.ConnectException | java.net.http.HttpConnectTimeoutException nobody) {
            throw new NothingRuns(
                    "nothing runs at " + base + "; start the product first (throughline run), or name its port with"
                            + " throughline.http.port",
                    nobody);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while waiting for " + base, stopped);
        }
    }
}
