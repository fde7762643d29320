package io.throughline;

import io.throughline.Settings.Setting;
import io.throughline.files.sftp.SftpAddress;
import io.throughline.files.sftp.SftpDoors;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings of the SFTP doors, {@code throughline.sftp.<system>.<name>}, and the doors they open. */
final class SftpSettings {

    private static final String PREFIX = "throughline.sftp.";

    private SftpSettings() {}

    static List<Setting> all() {
        List<Setting> all = new ArrayList<>();
        all.add(new Setting(PREFIX + "poll-millis", "15000", "How often the SFTP servers of partners are looked at."));
        for (String system : Wiring.VENDORS.stream().sorted().toList()) {
            String of = PREFIX + system;
            all.add(new Setting(
                    of + ".url",
                    "",
                    "SFTP server to exchange files with, sftp://user@host:port/folder; empty for none."));
            all.add(new Setting(of + ".key", "", "File of our private key for it, without a passphrase."));
            all.add(new Setting(
                    of + ".known-hosts", "", "File with its public host key; no other server is talked to."));
        }
        return all;
    }

    /** The doors whose url is set. */
    static SftpDoors doors(Settings settings, Clock clock) throws IOException {
        settings.number(PREFIX + "poll-millis");
        Map<String, SftpAddress> addresses = new HashMap<>();
        for (String system : Wiring.VENDORS) {
            String of = PREFIX + system;
            String url = settings.get(of + ".url");
            if (!url.isBlank()) {
                addresses.put(
                        system, SftpAddress.of(of, url, settings.get(of + ".key"), settings.get(of + ".known-hosts")));
            }
        }
        return new SftpDoors(
                settings.folder("throughline.exchange.dir"),
                addresses,
                settings.number("throughline.intake.max-bytes"),
                settings.millis("throughline.files.stable-millis"),
                clock);
    }

    /** Which routes run, for property placeholders. */
    static Map<String, String> switches(Settings settings) {
        Map<String, String> switches = new HashMap<>();
        for (String system : Wiring.VENDORS) {
            boolean on = !settings.get(PREFIX + system + ".url").isBlank();
            switches.put("sftp." + system + ".on", Boolean.toString(on));
        }
        return switches;
    }
}
