package io.throughline.alerts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is told, and how often.
 *
 * @param channels {@code log}, {@code mail}, {@code webhook}
 * @param quiet    how long the same alert is not said again
 * @param perHour  notices a channel may get in an hour
 * @param perDay   notices a channel may get in a day
 */
public record AlertPolicy(List<String> channels, Duration quiet, int perHour, int perDay) {

    /** The channels there are. */
    public static final List<String> KNOWN = List.of("log", "mail", "webhook");

    /**
     * @param channels separated by commas
     * @throws IllegalArgumentException naming a channel that does not exist
     */
    public static AlertPolicy of(String channels, Duration quiet, int perHour, int perDay) {
        List<String> wanted = new ArrayList<>();
        for (String channel : channels.split(",")) {
            if (!channel.isBlank() && !KNOWN.contains(channel.strip())) {
                throw new IllegalArgumentException(
                        "throughline.alerts.channels: there is no channel " + channel.strip() + "; there are " + KNOWN);
            }
            if (!channel.isBlank()) {
                wanted.add(channel.strip());
            }
        }
        return new AlertPolicy(List.copyOf(wanted), quiet, perHour, perDay);
    }
}
