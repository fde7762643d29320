package io.throughline.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Verifies an export with nothing but its lines and the rule of src/docs/audit.md; knows no code of the product. */
final class ThirdParty {

    private ThirdParty() {}

    /** What does not hold. */
    static List<String> broken(List<String> lines) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> broken = new ArrayList<>();
        Map<String, String> hashes = new HashMap<>();
        Map<String, Long> counts = new HashMap<>();
        for (String line : lines.subList(0, lines.size() - 1)) {
            JsonNode row = json.readTree(line);
            String chain = row.get("table").asText() + " " + row.get("chain").asText();
            long position = row.get("position").asLong();
            String place = chain + " " + position;
            if (position != counts.getOrDefault(chain, 0L) + 1) {
                broken.add(place + " does not follow");
            }
            if (!row.get("prev").asText().equals(hashes.getOrDefault(chain, "00".repeat(32)))) {
                broken.add(place + " is not chained");
            }
            if (!row.get("hash").asText().equals(hash(row))) {
                broken.add(place + " has another content");
            }
            int i = 0;
            for (JsonNode named : row.get("row")) {
                if (!named.equals(row.get("content").get(i++))) {
                    broken.add(place + " says another thing than its content");
                }
            }
            counts.put(chain, position);
            hashes.put(chain, row.get("hash").asText());
        }
        JsonNode last = json.readTree(lines.get(lines.size() - 1));
        for (JsonNode list : List.of(
                last.get("heads"),
                json.readTree(last.get("checkpoint").asText()).get("heads"))) {
            for (JsonNode head : list) {
                String chain =
                        head.get("table").asText() + " " + head.get("chain").asText();
                if (!head.get("hash").asText().equals(hashes.get(chain))
                        || head.get("count").asLong() != counts.getOrDefault(chain, 0L)) {
                    broken.add(chain + " ends elsewhere");
                }
            }
        }
        return broken;
    }

    private static String hash(JsonNode row) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(HexFormat.of().parseHex(row.get("prev").asText()));
        out.writeLong(row.get("position").asLong());
        for (JsonNode part : row.get("content")) {
            if (part.isNull()) {
                out.writeInt(-1);
            } else {
                byte[] text = part.asText().getBytes(StandardCharsets.UTF_8);
                out.writeInt(text.length);
                out.write(text);
            }
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
