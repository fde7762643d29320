package io.throughline.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.journal.Database;
import java.util.Optional;

/** Replays as they are shown. */
public final class ReplayViews {

    private final Database database;

    public ReplayViews(Database database) {
        this.database = database;
    }

    /** Replays, newest first, without their previews. */
    public ArrayNode list() {
        return database.read(ReplayRow::list);
    }

    /**
     * One replay with its preview and its events.
     *
     * @param after shows the events behind this place; 500 at once
     */
    public Optional<ObjectNode> show(long replay, int after) {
        return database.read(connection -> {
            ObjectNode shown = ReplayRow.show(connection, replay);
            if (shown != null) {
                shown.set("items", ReplayRow.events(connection, replay, after));
            }
            return Optional.ofNullable(shown);
        });
    }
}
