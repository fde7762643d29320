package faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The fields of a target's record by which a mapping is judged, hashed. Written apart from the mappings of the product. */
final class Fingerprint {

    /** JSON pointers into the records of each target. */
    static final Map<String, List<String>> FIELDS = Map.of(
            "scim/User",
            List.of("/externalId", "/userName", "/name/familyName", "/name/givenName"),
            "netsuite/employee",
            List.of("/externalId", "/firstName", "/lastName", "/email", "/title", "/hireDate"),
            "kantata/users",
            List.of("/full_name", "/email_address"),
            "adp/employee",
            List.of("/File #", "/Last Name", "/First Name"),
            "netsuite/timeBill",
            List.of("/externalId", "/hours", "/tranDate", "/memo"),
            "kantata/external_references",
            List.of("/service_model", "/service_model_ref", "/subject_id"));

    private Fingerprint() {}

    /** The fingerprint of a record a target holds. */
    static String of(String system, String type, JsonNode record) {
        StringJoiner values = new StringJoiner("\n");
        for (String pointer : FIELDS.getOrDefault(system + "/" + type, List.of())) {
            values.add(record.at(pointer).asText());
        }
        return hash(values.toString());
    }

    /** The fingerprint of values in the order of {@link #FIELDS}. */
    static String of(String... values) {
        return hash(String.join("\n", values));
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
