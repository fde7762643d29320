package io.throughline.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** Finds the operations in a Jolokia request that change something. */
final class Operations {

    private static final Set<String> OF_ROUTES = Set.of("start", "stop", "suspend", "resume");

    private final JolokiaPolicy policy;

    /** One operation, in the words of the audit. */
    record Operation(String action, String subject) {}

    Operations(JolokiaPolicy policy) {
        this.policy = policy;
    }

    /** The operations of a request or of an array of them that the policy allows, in order. */
    List<Operation> in(JsonNode document) {
        List<Operation> found = new ArrayList<>();
        if (document.isArray()) {
            document.forEach(part -> of(part).ifPresent(found::add));
        } else {
            of(document).ifPresent(found::add);
        }
        return found;
    }

    private Optional<Operation> of(JsonNode request) {
        String operation = request.path("operation").asText();
        if (!request.path("type").asText().equalsIgnoreCase("exec")) {
            return Optional.empty();
        }
        try {
            ObjectName name = new ObjectName(request.path("mbean").asText());
            if (!policy.isOperationAllowed(name, operation)) {
                return Optional.empty();
            }
            String plain = operation.replaceFirst("\\(.*$", "").strip();
            if (!name.getDomain().equals("org.apache.camel")) {
                return Optional.of(new Operation("mbean." + plain, "mbean:" + name));
            }
            return OF_ROUTES.contains(plain)
                    ? Optional.of(new Operation("route." + plain, "route:" + unquoted(name.getKeyProperty("name"))))
                    : Optional.empty();
        } catch (MalformedObjectNameException nobody) {
            return Optional.empty();
        }
    }

    private static String unquoted(String name) {
        return name != null && name.startsWith("\"") ? ObjectName.unquote(name) : String.valueOf(name);
    }
}
