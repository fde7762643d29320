package io.throughline.files.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said, and how often, while a partner's server cannot be used. */
class SftpAwayTest {

    @TempDir
    Path folder;

    private final Lines lines = new Lines();
    private PartnerServer partner;
    private SftpDoors doors;

    @BeforeEach
    void open() throws Exception {
        lines.start();
        Configurator.setLevel(SftpDoors.class.getName(), Level.INFO); // others in this JVM may have asked for less
        logger().addAppender(lines);
        partner = new PartnerServer(folder.resolve("partner"));
        doors = new SftpDoors(
                folder.resolve("exchange"), Map.of("adp", partner.address()), 1_000, Duration.ZERO, Clock.systemUTC());
    }

    @AfterEach
    void close() throws IOException {
        logger().removeAppender(lines);
        partner.close();
    }

    @Test
    void a_server_that_goes_and_comes_is_two_lines_however_often_it_is_tried() throws Exception {
        look(2);
        partner.stop();
        look(4);
        partner.drop("hours.csv", "rows");
        partner.start();
        look(4);
        assertThat(lines.said).hasSize(4);
        assertThat(lines.said.get(0)).contains("is reached");
        assertThat(lines.said.get(1)).contains("WARN", "is away", "tries again");
        assertThat(lines.said.get(2)).contains("is reached");
        assertThat(lines.said.get(3)).contains("in/hours.csv is taken");
    }

    @Test
    void a_server_with_another_host_key_is_not_talked_to() throws Exception {
        partner.drop("hours.csv", "rows");
        look(1);
        partner.stop();
        partner.newIdentity();
        partner.start();
        look(3);
        assertThat(lines.said).hasSize(2);
        assertThat(lines.said.get(1)).contains("WARN", "cannot be used").containsIgnoringCase("hostkey");
        assertThat(folder.resolve("exchange/adp/in")).isEmptyDirectory();
        assertThat(partner.files().resolve("in/hours.csv")).exists();
    }

    @Test
    void a_key_the_server_does_not_take_is_said_once() throws Exception {
        SftpAddress right = partner.address();
        Path other = folder.resolve("other_key");
        KeyPair.genKeyPair(new JSch(), KeyPair.ECDSA, 256).writePrivateKey(other.toString());
        doors = new SftpDoors(
                folder.resolve("exchange"),
                Map.of("adp", new SftpAddress("mha", "127.0.0.1", right.port(), "", other, right.knownHosts())),
                1_000,
                Duration.ZERO,
                Clock.systemUTC());
        look(3);
        assertThat(lines.said).hasSize(1);
        assertThat(lines.said.get(0)).contains("WARN", "cannot be used").containsIgnoringCase("auth");
    }

    @Test
    void a_folder_that_may_not_be_used_keeps_no_other_from_being_used() throws Exception {
        Files.writeString(partner.files().resolve("done"), "a file where a folder should be");
        partner.drop("hours.csv", "rows");
        Path out = Files.createDirectories(folder.resolve("exchange/adp/out"));
        Files.writeString(out.resolve("pay.csv"), "pay");
        Files.writeString(out.resolve("pay.csv.done"), "");
        look(4);
        assertThat(partner.files().resolve("out/pay.csv")).hasContent("pay");
        assertThat(lines.said.stream().filter(line -> line.contains("WARN"))).hasSize(1);
        assertThat(folder.resolve("exchange/adp/in").toFile().list()).hasSize(1);
    }

    @Test
    void a_name_that_is_none_of_a_file_is_said_once_and_not_asked_for() throws Exception {
        partner.drop("evil.csv", "evil");
        partner.show("evil.csv", "folder/../../evil.csv");
        look(4);
        assertThat(lines.said.stream().filter(line -> line.contains("WARN")))
                .singleElement()
                .asString()
                .contains("none of a file", "folder_.._.._evil.csv");
    }

    private void look(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            doors.look("adp");
        }
    }

    private static Logger logger() {
        return (Logger) LogManager.getLogger(SftpDoors.class);
    }

    /** The lines of the log, with their level. */
    private static final class Lines extends AbstractAppender {
        private final List<String> said = new CopyOnWriteArrayList<>();

        private Lines() {
            super("lines", null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            said.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
            assertThat(event.getThrown()).isNull();
        }
    }
}
