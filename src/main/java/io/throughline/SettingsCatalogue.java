package io.throughline;

import io.throughline.Settings.Setting;
import java.util.ArrayList;
import java.util.List;

/** The settings there are, with defaults for the embedded start. */
final class SettingsCatalogue {

    private SettingsCatalogue() {}

    static List<Setting> all() {
        List<Setting> all = new ArrayList<>(List.of(
                new Setting(
                        "throughline.node", "node-1", "Name of this node; part of its audit chains and file claims."),
                new Setting("throughline.data.dir", "data", "Folder of the database, the broker journal and the keys."),
                new Setting("throughline.exchange.dir", "exchange", "Folder of the drop folders, one per system."),
                new Setting("throughline.http.host", "127.0.0.1", "Address the HTTP server binds to."),
                new Setting("throughline.http.port", "8080", "Port of API, hooks, health, metrics and Jolokia."),
                new Setting("throughline.hawtio.enabled", "true", "Whether the Hawtio console is served."),
                new Setting("throughline.hawtio.port", "8081", "Port of the Hawtio console."),
                new Setting("throughline.broker.host", "127.0.0.1", "Address the embedded broker listens on."),
                new Setting("throughline.broker.port", "61616", "Port for JMS clients."),
                new Setting(
                        "throughline.broker.url",
                        "",
                        "Artemis Core url of a broker that runs elsewhere; empty for the embedded one. Any host but"
                                + " loopback needs sslEnabled=true."),
                new Setting("throughline.broker.user", "throughline", "User at a broker that runs elsewhere."),
                new Setting("throughline.broker.password", "", "Its password."),
                new Setting("throughline.db.url", "", "JDBC url; empty for H2 under the data folder."),
                new Setting("throughline.db.user", "throughline", "Database user."),
                new Setting("throughline.db.password", "", "Password of the database user."),
                new Setting(
                        "throughline.db.durability",
                        "kill",
                        "kill: an acknowledged commit survives the death of the process. power-loss: H2 also forces the"
                                + " disk at every commit."),
                new Setting("throughline.sandbox.enabled", "true", "Whether the stand-in vendor systems run."),
                new Setting("throughline.sandbox.port", "8090", "Port of the stand-in vendor systems."),
                new Setting(
                        "throughline.samples.load",
                        "true",
                        "Whether the first start with the sandbox loads the demo firm's reference data."),
                new Setting(
                        "throughline.events.type-prefix",
                        "com.example.",
                        "Prefix of event types in CloudEvents documents."),
                new Setting(
                        "throughline.events.claim-bytes",
                        "262144",
                        "Largest data that travels in a published event; of larger ones the message carries a dataref."),
                new Setting(
                        "throughline.events.gap-seconds",
                        "300",
                        "How long an event of a numbered sequence waits for the one before it."),
                new Setting("throughline.intake.batch", "200", "Most messages taken in one transaction at intake."),
                new Setting("throughline.intake.consumers", "1", "Consumers per intake queue."),
                new Setting(
                        "throughline.intake.max-bytes", "52428800", "Largest file or message that is read, in bytes."),
                new Setting("throughline.files.poll-millis", "1000", "How often drop folders are looked at."),
                new Setting(
                        "throughline.files.stable-millis",
                        "1500",
                        "How long a file must not change before it is taken."),
                new Setting(
                        "throughline.files.unique-names",
                        "false",
                        "Whether a file is refused whose name was read before with another content."),
                new Setting("throughline.delivery.batch", "20", "Most steps begun in one transaction."),
                new Setting("throughline.delivery.consumers", "2", "Consumers per delivery queue."),
                new Setting("throughline.delivery.attempts", "10", "Attempts before a step is dead."),
                new Setting("throughline.delivery.first-delay-millis", "1000", "Ceiling of the first retry delay."),
                new Setting("throughline.delivery.max-delay-millis", "300000", "Ceiling of every retry delay."),
                new Setting("throughline.delivery.down-delay-millis", "5000", "Rest while a target cannot be reached."),
                new Setting(
                        "throughline.delivery.lease-millis",
                        "120000",
                        "How long an attempt of a living process is left alone before it counts as lost."),
                new Setting(
                        "throughline.delivery.patience-millis",
                        "10000",
                        "How long a call waits at most for its turn in the budget of its target."),
                new Setting(
                        "throughline.circuit.failures",
                        "5",
                        "Failures in a row after which a target counts as down; one that cannot be reached does at once."),
                new Setting("throughline.circuit.first-pause-millis", "1000", "Pause before a target is probed first."),
                new Setting("throughline.circuit.max-pause-millis", "30000", "Longest pause between two probes."),
                new Setting(
                        "throughline.circuit.check-millis",
                        "500",
                        "How often delivery routes are suspended, probed and resumed."),
                new Setting(
                        "throughline.sweep.patience-millis",
                        "10000",
                        "After how long a delivery message counts as lost when nothing waits in its queue."),
                new Setting("throughline.sweep.millis", "1000", "How often due retries and released steps are sent."),
                new Setting("throughline.poll.millis", "15000", "How often vendor feeds are read."),
                new Setting("throughline.poll.enabled", "true", "Whether vendor feeds are read."),
                new Setting(
                        "throughline.reporting.millis",
                        "3600000",
                        "How often the reporting files of changed months are written."),
                new Setting("throughline.due.millis", "5000", "How often it is checked what a date makes due."),
                new Setting(
                        "throughline.billing.quiet-seconds",
                        "60",
                        "How long no time must have come in for a billing cycle or pay period before it is closed."),
                new Setting(
                        "throughline.billing.true-up-approval",
                        "5000",
                        "Amount in group currency above which a true-up of a changed price is held for approval."),
                new Setting(
                        "throughline.worker.retro-periods",
                        "1",
                        "Most closed periods a change of a worker may reach back into; a deeper one is held for a person."),
                new Setting(
                        "throughline.worker.grace-days",
                        "5",
                        "Days after the last one of a worker until the PSA takes no more time of him and the ERP is inactive."),
                new Setting(
                        "throughline.worker.margin-threshold",
                        "1000",
                        "Margin in group currency that a change of a worker may move without somebody's approval."),
                new Setting(
                        "throughline.worker.intercompany-markup",
                        "0.10",
                        "Part that an entity adds to its cost when it lends a worker, for the value of a change."),
                new Setting(
                        "throughline.worker.financing-rate",
                        "0.09",
                        "Interest of a year on money that comes late because a change of a worker holds up its invoice."),
                new Setting("throughline.poll.overlap-seconds", "600", "How far a feed is read again each time."),
                new Setting(
                        "throughline.desk.millis",
                        "5000",
                        "How often waiting facts and the money at risk of open cases are looked at."),
                new Setting(
                        "throughline.desk.waiting-seconds",
                        "300",
                        "How long a fact may wait for a reference before it becomes a case."),
                new Setting(
                        "throughline.desk.group-currency",
                        "USD",
                        "Currency in which the desk adds up what is at risk.")));
        all.addAll(OperationsSettings.all());
        all.addAll(SystemSettings.all());
        all.addAll(SftpSettings.all());
        return all;
    }
}
