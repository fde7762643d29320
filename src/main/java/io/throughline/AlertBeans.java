package io.throughline;

import io.throughline.alerts.AlertPolicy;
import io.throughline.alerts.Alerts;
import io.throughline.alerts.MissingActivity;
import io.throughline.alerts.Notices;
import io.throughline.api.AlertApi;
import io.throughline.journal.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.component.mail.MailComponent;
import org.apache.camel.component.mail.MailConfiguration;

/** Alerts, by the names under which their routes call them. */
final class AlertBeans {

    private AlertBeans() {}

    /** Where everything raises its alerts. */
    static Alerts book(Settings settings, Clock clock) {
        AlertPolicy policy = AlertPolicy.of(
                settings.get("throughline.alerts.channels"),
                Duration.ofMinutes(settings.number("throughline.alerts.quiet-minutes")),
                settings.number("throughline.alerts.per-hour"),
                settings.number("throughline.alerts.per-day"));
        return new Alerts(policy, "system:" + settings.get("throughline.node"), clock);
    }

    static Map<String, Object> build(Stores stores, Settings settings, Clock clock) {
        Alerts alerts = stores.alerts();
        Database database = stores.database();
        Map<String, Object> beans = new HashMap<>();
        beans.put("alert-book", alerts);
        beans.put("notices", new Notices(database, alerts, settings.get("throughline.alerts.webhook.secret"), clock));
        beans.put(
                "missing-activity",
                new MissingActivity(
                        database,
                        stores.audit(),
                        alerts,
                        stores.knowledge(),
                        MissingActivity.Expectation.parse(settings.get("throughline.alerts.missing-time")),
                        clock));
        beans.put("alert-api", new AlertApi(database));
        beans.put("smtp", mail(settings));
        return beans;
    }

    /** The mail component with what must not stand in an address. */
    private static MailComponent mail(Settings settings) {
        MailConfiguration configuration = new MailConfiguration();
        String user = settings.get("throughline.alerts.mail.user");
        if (!user.isBlank()) {
            configuration.setUsername(user);
            configuration.setPassword(settings.get("throughline.alerts.mail.password"));
        }
        if (settings.flag("throughline.alerts.mail.starttls")) {
            configuration.setAdditionalJavaMailProperties(new java.util.Properties());
            configuration.getAdditionalJavaMailProperties().put("mail.smtp.starttls.enable", "true");
            configuration.getAdditionalJavaMailProperties().put("mail.smtp.starttls.required", "true");
        }
        MailComponent component = new MailComponent();
        component.setConfiguration(configuration);
        return component;
    }
}
