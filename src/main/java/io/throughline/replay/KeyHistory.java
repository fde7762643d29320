package io.throughline.replay;

import io.throughline.journal.Audit.Scribe;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;

/** In which order people got their keys: a second person is one who was there before the replay was asked for. */
public interface KeyHistory {

    /** Writes down the keys that were not seen before, and gives the number of the newest one. */
    long noted(Connection connection, Scribe scribe) throws SQLException;

    /** The number of the key that a person has now; numbers rise in the order in which keys were seen first. */
    OptionalLong keyOf(Connection connection, String person) throws SQLException;
}
