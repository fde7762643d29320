package io.throughline;

import io.throughline.api.KeyBook;
import io.throughline.api.ReplayApi;
import io.throughline.delivery.Redelivery;
import io.throughline.delivery.http.Connectors;
import io.throughline.delivery.http.Operation;
import io.throughline.http.Keyring;
import io.throughline.journal.Seal;
import io.throughline.replay.Policy;
import io.throughline.replay.ReplayRunner;
import io.throughline.replay.ReplayViews;
import io.throughline.replay.Replays;
import io.throughline.replay.Retention;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Replay and retention, by the names under which their routes call them. */
final class OperationsBeans {

    private OperationsBeans() {}

    static Map<String, Object> build(
            Stores stores, Seal seal, Redelivery redelivery, Keyring keyring, Settings settings, Clock clock) {
        Policy policy = policy(settings);
        KeyBook keys = new KeyBook(keyring, stores.audit(), clock);
        Replays replays = new Replays(stores.database(), stores.audit(), seal, policy, keys, clock);
        Map<String, Object> beans = new HashMap<>();
        beans.put("key-book", keys);
        beans.put("replays", replays);
        beans.put("replay-api", new ReplayApi(replays, new ReplayViews(stores.database())));
        beans.put("replay-runner", new ReplayRunner(stores.audit(), redelivery, policy, clock));
        beans.put(
                "retention",
                new Retention(stores.database(), stores.audit(), settings.number("throughline.retention.days"), clock));
        return beans;
    }

    /** What replays may do: operations that move money need a second person, and so do those that a setting adds. */
    static Policy policy(Settings settings) {
        return Policy.of(
                        settings.number("throughline.replay.alone"),
                        settings.get("throughline.replay.financial"),
                        settings.number("throughline.replay.most"),
                        settings.number("throughline.replay.per-second"),
                        settings.number("throughline.replay.millis"))
                .withFinancial(Connectors.operations().stream()
                        .filter(Operation::isFinancial)
                        .map(operation -> operation.system() + "/" + operation.name())
                        .toList());
    }
}
