package faults;

import io.throughline.contract.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import sandbox.Sandbox;

/**
 * The vendors as a process of their own: {@code TargetMain <port> <effects file>}. What they hold survives a kill, for it
 * is read back from the file of effects.
 */
public final class TargetMain {

    private TargetMain() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        Path file = Path.of(arguments[1]);
        Map<String, EffectLog.Line> newest = new LinkedHashMap<>();
        if (EffectLog.size(file) > 0) {
            EffectLog.read(file, 0)
                    .forEach(line -> newest.put(line.system() + "|" + line.type() + "|" + line.id(), line));
        }
        EffectLog log = new EffectLog(file);
        Sandbox sandbox = Sandbox.start(port, Clock.systemUTC(), log);
        HttpClient http = HttpClient.newHttpClient();
        for (EffectLog.Line line : newest.values()) {
            if (line.record().isObject()) {
                var record = line.record().deepCopy();
                ((com.fasterxml.jackson.databind.node.ObjectNode) record).put("recordType", line.type());
                http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sandbox.port() + "/sandbox/"
                                        + line.system() + "/records"))
                                .POST(BodyPublishers.ofString(Json.write(record)))
                                .build(),
                        BodyHandlers.discarding());
            }
        }
        Files.writeString(file.resolveSibling("target.ready"), Integer.toString(sandbox.port()));
        Thread.currentThread().join();
    }
}
