package io.throughline;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds out before anything starts whether the ports are free. */
final class Ports {

    private Ports() {}

    static void check(Settings settings) throws StartRefused, IOException {
        check(settings, "throughline.http.port", settings.get("throughline.http.host"));
        if (settings.get("throughline.broker.url").isBlank()) {
            check(settings, "throughline.broker.port", settings.get("throughline.broker.host"));
        }
        if (settings.flag("throughline.hawtio.enabled")) {
            check(settings, "throughline.hawtio.port", settings.get("throughline.http.host"));
        }
        if (settings.flag("throughline.sandbox.enabled")) {
            check(settings, "throughline.sandbox.port", "127.0.0.1");
        }
    }

    private static void check(Settings settings, String key, String host) throws StartRefused, IOException {
        int port = settings.number(key);
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (IOException taken) {
            throw new StartRefused(
                    "port " + port + " on " + host + " is taken: choose another with " + key + "=<port> in"
                            + " throughline.properties or " + Settings.variable(key) + "=<port> in the environment",
                    taken);
        }
    }
}
