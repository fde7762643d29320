package io.throughline;

import io.throughline.api.ReplayApi;
import io.throughline.delivery.Redelivery;
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

    static Map<String, Object> build(Stores stores, Seal seal, Redelivery redelivery, Settings settings, Clock clock) {
        Policy policy = Policy.of(
                settings.number("throughline.replay.alone"),
                settings.get("throughline.replay.financial"),
                settings.number("throughline.replay.most"),
                settings.number("throughline.replay.per-second"),
                settings.number("throughline.replay.millis"));
        Map<String, Object> beans = new HashMap<>();
        beans.put(
                "replay-api",
                new ReplayApi(
                        new Replays(stores.database(), stores.audit(), seal, policy, clock),
                        new ReplayViews(stores.database())));
        beans.put("replay-runner", new ReplayRunner(stores.audit(), redelivery, policy, clock));
        beans.put("retention", new Retention(stores.audit(), settings.number("throughline.retention.days"), clock));
        return beans;
    }
}
