package io.throughline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong SFTP setting stops the start with a sentence that names the setting and the rule. */
class SftpSettingsTest {

    private static final String URL = "throughline.sftp.adp.url";
    private static final String KEY = "throughline.sftp.adp.key";
    private static final String KNOWN = "throughline.sftp.adp.known-hosts";

    @TempDir
    Path folder;

    private final Map<String, String> given = new HashMap<>();

    @BeforeEach
    void right() throws Exception {
        KeyPair pair = KeyPair.genKeyPair(new JSch(), KeyPair.ECDSA, 256);
        pair.writePrivateKey(folder.resolve("key").toString());
        try (OutputStream locked = Files.newOutputStream(folder.resolve("locked"))) {
            pair.writePrivateKey(locked, "passphrase".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        try (OutputStream known = Files.newOutputStream(folder.resolve("known"))) {
            known.write("sftp.bureau.example,[sftp.bureau.example]:2022 "
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            pair.writePublicKey(known, "");
        }
        Files.writeString(folder.resolve("text"), "hello\n");
        given.put("throughline.exchange.dir", folder.resolve("exchange").toString());
        given.put(URL, "sftp://mha@sftp.bureau.example:2022/exchange");
        given.put(KEY, folder.resolve("key").toString());
        given.put(KNOWN, folder.resolve("known").toString());
    }

    @Test
    void no_door_is_open_unless_a_url_says_where() throws Exception {
        given.clear();
        given.put("throughline.exchange.dir", folder.resolve("exchange").toString());
        assertThat(SftpSettings.doors(Settings.of(given), Clock.systemUTC())).isNotNull();
        assertThat(SftpSettings.switches(Settings.of(given)).values()).containsOnly("false");
        assertThat(folder.resolve("exchange")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sftp://mha@sftp.bureau.example",
                "sftp://mha@sftp.bureau.example:2022",
                "sftp://mha@sftp.bureau.example:2022/exchange/payroll/",
                "sftp://mha@sftp.bureau.example:2022//srv/exchange"
            })
    void a_url_may_be_written_like_this(String url) throws Exception {
        given.put(URL, url);
        assertThat(SftpSettings.doors(Settings.of(given), Clock.systemUTC())).isNotNull();
        assertThat(SftpSettings.switches(Settings.of(given)))
                .containsEntry("sftp.adp.on", "true")
                .containsEntry("sftp.netsuite.on", "false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sftp.bureau.example",
                "ftp://mha@sftp.bureau.example",
                "sftp://sftp.bureau.example/exchange",
                "sftp://mha:hunter2@sftp.bureau.example/exchange",
                "sftp://mha@sftp.bureau.example:0/exchange",
                "sftp://mha@sftp.bureau.example:70000/exchange",
                "sftp://mha@sftp.bureau.example/ex*?"
            })
    void any_other_url_is_refused_and_a_password_in_it_not_repeated(String url) {
        given.put(URL, url);
        assertThatThrownBy(this::doors)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(URL + " must be sftp://user@host:port/folder without a password, not ")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key | '' | must name the file with the private key for sftp://mha@sftp.bureau.example",
                "key | missing | must name a file that can be read, not ",
                "key | text | must be a private key as ssh-keygen writes it",
                "key | locked | must be a private key without a passphrase",
                "known-hosts | '' | must name the file with the host key of sftp://mha@sftp.bureau.example",
                "known-hosts | missing | must name a file that can be read, not ",
                "known-hosts | text | must hold a key of [sftp.bureau.example]:2022"
            })
    void files_are_checked_before_anything_starts(String name, String file, String rule) {
        given.put(
                "throughline.sftp.adp." + name,
                file.isEmpty() ? "" : folder.resolve(file).toString());
        assertThatThrownBy(this::doors)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("throughline.sftp.adp." + name + " ")
                .hasMessageContaining(rule);
    }

    private void doors() throws Exception {
        SftpSettings.doors(Settings.of(given), Clock.systemUTC());
    }
}
