package io.throughline;

import io.throughline.broker.BrokerLink;
import io.throughline.broker.EmbeddedBroker;
import io.throughline.http.OperatorKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Opens the broker the settings name: the embedded one, or one that runs elsewhere. */
final class Brokers {

    private Brokers() {}

    /**
     * Opens it.
     *
     * @param data   folder the embedded broker keeps its journal in
     * @param key    password of the operator at the embedded broker
     * @param queues queues the embedded broker has beside those for what cannot be routed or has expired
     */
    static BrokerLink open(Settings settings, Path data, OperatorKey key, List<String> queues) throws Exception {
        String url = settings.get("throughline.broker.url");
        return url.isBlank()
                ? BrokerLink.embedded(embedded(settings, data, key, queues))
                : BrokerLink.to(
                        url, settings.get("throughline.broker.user"), settings.get("throughline.broker.password"));
    }

    private static EmbeddedBroker.Options embedded(Settings settings, Path data, OperatorKey key, List<String> queues) {
        List<String> all = new ArrayList<>(queues);
        all.addAll(List.of("DLQ.unroutable", "EXP.expired"));
        return new EmbeddedBroker.Options(
                settings.get("throughline.broker.host"),
                settings.number("throughline.broker.port"),
                data.resolve("broker").toAbsolutePath(),
                "throughline",
                UUID.randomUUID().toString(),
                "operator",
                key.value(),
                all);
    }
}
