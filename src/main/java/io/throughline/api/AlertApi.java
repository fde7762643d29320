package io.throughline.api;

import io.throughline.alerts.AlertRows;
import io.throughline.journal.Database;
import org.apache.camel.Exchange;

/** Alerts over HTTP. */
public final class AlertApi {

    private final Database database;

    public AlertApi(Database database) {
        this.database = database;
    }

    /** {@code GET /api/v1/alerts?state=}: the newest 200, open ones only with {@code state=open}. */
    public void list(Exchange exchange) {
        boolean open = "open".equalsIgnoreCase(exchange.getMessage().getHeader("state", String.class));
        Reply.json(200, database.read(connection -> AlertRows.list(connection, open)))
                .on(exchange);
    }
}
