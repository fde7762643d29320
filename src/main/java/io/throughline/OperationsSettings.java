package io.throughline;

import io.throughline.Settings.Setting;
import java.util.List;

/** Settings of what operators rely on: audit, retention, replay, alerts. */
final class OperationsSettings {

    private OperationsSettings() {}

    static List<Setting> all() {
        return List.of(
                new Setting(
                        "throughline.audit.checkpoint-millis",
                        "60000",
                        "How often the ends of the audit chains are noted outside the database."),
                new Setting(
                        "throughline.audit.checkpoints",
                        "",
                        "File of the checkpoints, best on another disk; empty for audit.checkpoints in the data folder."),
                new Setting(
                        "throughline.retention.days",
                        "3650",
                        "How many days the payloads of events are kept, and how far back events can be replayed; 0 for ever."),
                new Setting("throughline.retention.millis", "3600000", "How often payloads past their days are looked for."),
                new Setting("throughline.replay.millis", "1000", "How often running replays are taken up."),
                new Setting("throughline.replay.per-second", "10", "Events that a replay takes up in a second."),
                new Setting("throughline.replay.alone", "100", "Events that one person may have replayed; more need a second."),
                new Setting("throughline.replay.most", "100000", "Events that one replay may have."),
                new Setting(
                        "throughline.replay.financial",
                        "netsuite/time,netsuite/invoice,adp/*",
                        "Operations whose replay needs a second person, separated by commas."));
    }
}
