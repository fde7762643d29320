package io.throughline.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which version of each outbound mapping was in use when. A node has the same ones from its start to its end, so it notes
 * them in the audit when it starts with others than before, and nothing has to be written for a single step.
 */
public final class MappingVersions {

    private static final String SUBJECT = "mappings";
    private static final String ACTION = "mappings.loaded";
    private static final String ACTOR = "system:";

    private final List<Loaded> loaded;

    private record Loaded(Instant at, String actor, JsonNode versions) {}

    private MappingVersions(List<Loaded> loaded) {
        this.loaded = loaded;
    }

    /**
     * Notes what a node has loaded.
     *
     * @param versions SHA-256 by name, such as {@code netsuite/time.out.jslt}
     */
    public static void note(Audit audit, Map<String, String> versions) {
        ObjectNode detail = Json.mapper().createObjectNode();
        new TreeMap<>(versions).forEach(detail::put);
        audit.inTransaction((connection, scribe) -> {
            boolean known = read(connection)
                    .last(audit.self(), Instant.MAX)
                    .filter(last -> last.versions().equals(detail))
                    .isPresent();
            if (!known) {
                scribe.note(audit.self(), ACTION, SUBJECT, detail);
            }
            return null;
        });
    }

    /** Everything that was noted. */
    public static MappingVersions read(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select at, actor, detail from audit where subject = ? and action = ? order by at, chain, chain_pos")) {
            select.setString(1, SUBJECT);
            select.setString(2, ACTION);
            try (ResultSet rows = select.executeQuery()) {
                List<Loaded> loaded = new ArrayList<>();
                while (rows.next()) {
                    loaded.add(new Loaded(
                            rows.getObject(1, OffsetDateTime.class).toInstant(),
                            rows.getString(2),
                            Json.tree(rows.getString(3))));
                }
                return new MappingVersions(loaded);
            }
        }
    }

    /**
     * The version of a mapping that a node used at a time; empty when it had none of the name, or nobody noted it.
     *
     * @param owner the process that sent, {@code <node>/<run>}
     */
    public Optional<String> of(String mapping, String owner, Instant at) {
        int slash = owner.lastIndexOf('/');
        return last(ACTOR + (slash < 0 ? owner : owner.substring(0, slash)), at)
                .map(found -> found.versions().path(mapping).textValue());
    }

    private Optional<Loaded> last(String actor, Instant at) {
        return loaded.stream()
                .filter(one -> one.actor().equals(actor) && !one.at().isAfter(at))
                .reduce((earlier, later) -> later);
    }
}
