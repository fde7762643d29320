package io.throughline.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.money.BillingReadiness;
import io.throughline.money.Money;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** What keeps a billing cycle from being billed, as answers and alerts say it. */
public final class ReadinessJson {

    private ReadinessJson() {}

    /** Writes of a shut gate whose it is, why, since when, how old that is in days, and how much money it holds. */
    public static ObjectNode shut(ObjectNode gate, BillingReadiness.Blocker blocker, LocalDate today) {
        gate.put("open", false).put("owner", blocker.owner()).put("reason", blocker.reason());
        gate.set("amount", money(blocker.amount()));
        if (blocker.since() != null) {
            gate.put("since", blocker.since().toString())
                    .put("ageDays", ChronoUnit.DAYS.between(blocker.since(), today));
        }
        return gate;
    }

    /** An amount as {@code {amount, currency}}, the decimal as text. */
    public static ObjectNode money(Money money) {
        return Json.mapper()
                .createObjectNode()
                .put("amount", money.amount().toPlainString())
                .put("currency", money.currency());
    }
}
