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
                new Setting(
                        "throughline.retention.millis",
                        "86400000",
                        "How often payloads past their days are looked for."),
                new Setting("throughline.replay.millis", "1000", "How often running replays are taken up."),
                new Setting("throughline.replay.per-second", "10", "Events that a replay takes up in a second."),
                new Setting(
                        "throughline.replay.alone",
                        "100",
                        "Events that one person may have replayed; more need a second."),
                new Setting("throughline.replay.most", "100000", "Events that one replay may have."),
                new Setting(
                        "throughline.replay.financial",
                        "",
                        "Operations whose replay needs a second person besides those that move money, <system>/<operation>"
                                + " or <system>/*, separated by commas."),
                new Setting(
                        "throughline.close.persons",
                        "operator",
                        "Persons with a key who may soft-close, close and reopen accounting periods, separated by commas."),
                new Setting(
                        "throughline.close.finance",
                        "",
                        "Worker ids of the people of finance, separated by commas: new time that one of them has approved is"
                                + " booked in its month while that is soft-closed; everybody else's goes to the next open one."),
                new Setting(
                        "throughline.alerts.channels",
                        "log",
                        "Who is told of alerts, separated by commas: log, mail, webhook."),
                new Setting("throughline.alerts.millis", "5000", "How often alerts are raised, closed and delivered."),
                new Setting("throughline.alerts.quiet-minutes", "30", "How long the same alert is not said again."),
                new Setting("throughline.alerts.per-hour", "30", "Notices a channel may get in an hour."),
                new Setting("throughline.alerts.per-day", "200", "Notices a channel may get in a day."),
                new Setting(
                        "throughline.alerts.missing-time",
                        "",
                        "From whom approved time is expected by an hour of every working day, such as LE-US 18:00"
                                + " America/New_York, LE-DE 17:30 Europe/Berlin."),
                new Setting("throughline.alerts.mail.host", "127.0.0.1", "Mail server for alerts."),
                new Setting("throughline.alerts.mail.port", "25", "Its port."),
                new Setting("throughline.alerts.mail.from", "throughline@localhost", "Sender of alerts."),
                new Setting(
                        "throughline.alerts.mail.to",
                        "operator@localhost",
                        "Receivers of alerts, separated by commas."),
                new Setting("throughline.alerts.mail.user", "", "User at the mail server; empty for none."),
                new Setting("throughline.alerts.mail.password", "", "Password at the mail server."),
                new Setting("throughline.alerts.mail.starttls", "true", "Whether mail goes over TLS only."),
                new Setting(
                        "throughline.alerts.webhook.url",
                        "http://alerts.invalid",
                        "Where alerts are posted, and nowhere else."),
                new Setting(
                        "throughline.alerts.webhook.secret",
                        "",
                        "Signs what is posted (Standard Webhooks): plain text, or whsec_ followed by Base64."));
    }
}
