package io.throughline.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which messages were being worked on when the process died, so that one that kills the process is found out:
 * no broker counts a delivery before it happens. The marks are written before the work begins, to a file per consumer;
 * they survive the death of the process, not of the machine.
 */
final class CrashMarks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CrashMarks.class);
    private static final byte WORKING = 'W';
    private static final byte DONE = 'D';

    private final FileChannel channel;
    private final Map<String, Integer> crashes;

    /** What is known of one queue: how often the process died while a message was in work. */
    static Map<String, Integer> read(Path folder, String queue) {
        Map<String, Integer> crashes = new ConcurrentHashMap<>();
        if (folder == null || !Files.isDirectory(folder)) {
            return crashes;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> isOf(one, queue)).toList()) {
                read(file, crashes);
            }
        } catch (IOException unreadable) {
            LOG.warn("marks of {} cannot be read: {}", queue, unreadable.toString());
        }
        return crashes;
    }

    /**
     * @param crashes shared by the consumers of the queue: deaths by message id
     * @param number  which of them this is
     */
    CrashMarks(Path folder, String queue, int number, Map<String, Integer> crashes) throws IOException {
        this.crashes = crashes;
        Files.createDirectories(folder);
        channel = FileChannel.open(
                folder.resolve(queue + "." + number + ".marks"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Notes that these messages are in work. */
    void working(List<Received> batch) throws IOException {
        StringBuilder text =
                new StringBuilder(batch.size() * 50).append((char) WORKING).append('\n');
        batch.forEach(message -> text.append(crashes.getOrDefault(message.messageId(), 0))
                .append(' ')
                .append(message.messageId())
                .append('\n'));
        write(text.toString());
        channel.truncate(text.length());
    }

    /** Notes that the work on these messages is over. */
    void done(List<Received> batch) throws IOException {
        if (!crashes.isEmpty()) {
            batch.forEach(message -> crashes.remove(message.messageId()));
        }
        channel.write(ByteBuffer.wrap(new byte[] {DONE}), 0);
    }

    /** How often the process died while this message was in work. */
    int deaths(Received message) {
        return crashes.getOrDefault(message.messageId(), 0);
    }

    /** Whether there are messages that were in work when the process died. */
    boolean haveSuspects() {
        return !crashes.isEmpty();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void write(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        for (long at = 0; bytes.hasRemaining(); ) {
            at += channel.write(bytes, at);
        }
    }

    private static boolean isOf(Path file, String queue) {
        return file.getFileName().toString().matches(java.util.regex.Pattern.quote(queue) + "\\.\\d+\\.marks");
    }

    private static void read(Path file, Map<String, Integer> crashes) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
        if (!lines.isEmpty() && lines.get(0).equals("W")) {
            for (String line : lines.subList(1, lines.size())) {
                int space = line.indexOf(' ');
                if (space > 0) {
                    crashes.merge(line.substring(space + 1), Integer.parseInt(line.substring(0, space)) + 1, Math::max);
                }
            }
        }
    }
}
