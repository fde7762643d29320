package io.throughline;

import java.io.PrintStream;
import java.util.Locale;

/** What a person reads once everything runs: where it is, and the next three things to try. */
final class Banner {

    private Banner() {}

    static void print(Settings settings, Product product, double seconds) {
        String http = "http://" + settings.get("throughline.http.host") + ":" + settings.get("throughline.http.port");
        String exchange = settings.get("throughline.exchange.dir");
        String key = product.wiring().operatorKey().file().toString();
        PrintStream out = System.out;
        out.println();
        out.printf(Locale.ROOT, "Throughline is running (started in %.1f s). Ctrl-C stops it.%n", seconds);
        out.println();
        line(out, "HTTP", http + "/  API, hooks, /observe/health, /observe/metrics, /observe/jolokia");
        if (settings.flag("throughline.hawtio.enabled")) {
            line(
                    out,
                    "Hawtio",
                    "http://" + settings.get("throughline.http.host") + ":" + settings.get("throughline.hawtio.port")
                            + "/hawtio  user operator, password: the operator key");
        }
        String elsewhere = settings.get("throughline.broker.url");
        line(
                out,
                "JMS",
                !elsewhere.isBlank()
                        ? elsewhere + "  send to intake.<vendor>"
                        : "tcp://" + settings.get("throughline.broker.host") + ":"
                                + settings.get("throughline.broker.port")
                                + "  user operator, password: the operator key; send to intake.<vendor>");
        line(out, "Operator key", key);
        line(out, "Drop folders", exchange + "/<system>/in  (" + String.join(" ", Wiring.VENDORS) + ")");
        line(out, "Data", settings.get("throughline.data.dir") + "/");
        if (settings.flag("throughline.sandbox.enabled")) {
            line(
                    out,
                    "Sandbox",
                    "http://127.0.0.1:" + settings.get("throughline.sandbox.port")
                            + "/sandbox/<vendor>/records  stand-ins for the vendors");
        } else {
            line(out, "Sandbox", "off; throughline.systems.* say where the vendors are");
        }
        out.println();
        out.println("Try next:");
        out.println("  1. cp src/main/resources/samples/workday/get_workers_response.xml " + exchange + "/workday/in/");
        out.println("     and look at " + exchange + "/workday/done/ and the sandbox's records");
        out.println("  2. curl -H \"Authorization: Bearer $(cat " + key + ")\" -H 'Content-Type: application/json' \\");
        out.println("       --data @src/main/resources/samples/salesforce/opportunity_change_event_cometd.json " + http
                + "/hooks/salesforce");
        out.println(
                "  3. curl -H \"Authorization: Bearer $(cat " + key + ")\" " + http + "/api/v1/trace/worker:W-0016");
        out.println();
        out.flush();
    }

    private static void line(PrintStream out, String name, String text) {
        out.printf(Locale.ROOT, "  %-13s %s%n", name, text);
    }
}
