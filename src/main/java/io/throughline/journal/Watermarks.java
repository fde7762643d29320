package io.throughline.journal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** How far each feed has been read. A feed that was never read begins now: history comes as files. */
public final class Watermarks {

    private final Database database;
    private final Clock clock;

    public Watermarks(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The instant up to which a feed has been read. */
    public Instant position(String feed) {
        Optional<Instant> known = database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select position from watermark where feed = ?")) {
                select.setString(1, feed);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(Instant.parse(rows.getString(1))) : Optional.empty();
                }
            }
        });
        if (known.isEmpty()) {
            move(feed, clock.instant());
            return position(feed);
        }
        return known.get();
    }

    /** Notes that a feed has been read from one instant to another; nothing when its position is no longer the first. */
    public void advance(String feed, Instant from, Instant to) {
        database.inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update watermark set position = ?, moved_at = ? where feed = ? and position = ?")) {
                update.setString(1, to.toString());
                update.setObject(2, OffsetDateTime.now(clock));
                update.setString(3, feed);
                update.setString(4, from.toString());
                return update.executeUpdate();
            }
        });
    }

    /** Has a feed read again from an instant on, when it was read further. */
    public void setBack(String feed, Instant position) {
        if (position(feed).isAfter(position)) {
            move(feed, position);
        }
    }

    /** Notes that a feed has been read up to an instant. */
    public void move(String feed, Instant position) {
        database.inTransaction(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update watermark set position = ?, moved_at = ? where feed = ?")) {
                update.setString(1, position.toString());
                update.setObject(2, OffsetDateTime.now(clock));
                update.setString(3, feed);
                if (update.executeUpdate() > 0) {
                    return null;
                }
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into watermark (feed, position, moved_at) values (?, ?, ?) on conflict do nothing")) {
                insert.setString(1, feed);
                insert.setString(2, position.toString());
                insert.setObject(3, OffsetDateTime.now(clock));
                insert.executeUpdate();
                return null;
            }
        });
    }
}
