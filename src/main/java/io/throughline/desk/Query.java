package io.throughline.desk;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * What a caller wants to see of the list.
 *
 * @param view   {@code groups}, {@code waiting} or null for single cases
 * @param domain owner domain, or null
 * @param system target, {@code rules} for none, or null
 * @param state  {@code OPEN}, {@code RETRYING}, {@code CLOSED} or null for all that are open
 * @param limit  most elements
 * @param after  last element of the page before, or null
 */
record Query(String view, String domain, String system, String state, int limit, String after) {

    private static final int MOST = 1000;

    /** @throws IllegalArgumentException with a sentence when a parameter is wrong */
    static Query of(Exchange exchange) {
        Message in = exchange.getMessage();
        String view = in.getHeader("view", String.class);
        if (view != null && !Set.of("cases", "groups", "waiting").contains(view)) {
            throw new IllegalArgumentException("view is cases, groups or waiting");
        }
        String state = in.getHeader("state", String.class);
        if (state != null && !Set.of("OPEN", "RETRYING", "CLOSED").contains(state.toUpperCase(Locale.ROOT))) {
            throw new IllegalArgumentException("state is OPEN, RETRYING or CLOSED");
        }
        String limit = in.getHeader("limit", String.class);
        if (limit != null && !limit.matches("[1-9]\\d{0,3}")) {
            throw new IllegalArgumentException("limit is a number from 1 to " + MOST);
        }
        return new Query(
                view,
                in.getHeader("domain", String.class),
                in.getHeader("system", String.class),
                state == null ? null : state.toUpperCase(Locale.ROOT),
                limit == null ? MOST : Math.min(MOST, Integer.parseInt(limit)),
                in.getHeader("after", String.class));
    }

    boolean takes(DeskCase one) {
        return (domain == null || domain.equals(one.owner()))
                && (system == null || system.equals(one.system() == null ? "rules" : one.system()))
                && (state == null || state.equals(one.state()));
    }

    /** The part of a list that is wanted. */
    <T> List<T> page(List<T> all, Function<T, String> id) {
        int from = 0;
        if (after != null) {
            for (int i = 0; i < all.size(); i++) {
                if (id.apply(all.get(i)).equals(after)) {
                    from = i + 1;
                }
            }
        }
        return all.subList(from, Math.min(all.size(), from + limit));
    }
}
