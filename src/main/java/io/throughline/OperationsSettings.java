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
                        "File of the checkpoints, best on another disk; empty for audit.checkpoints in the data folder."));
    }
}
