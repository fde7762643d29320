package io.throughline.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashMarksTest {

    private static final String QUEUE = "intake.kantata";

    @TempDir
    Path folder;

    @Test
    void what_was_in_work_at_the_end_of_a_process_is_known_to_the_next() throws Exception {
        try (CrashMarks marks = new CrashMarks(folder, QUEUE, 0, new ConcurrentHashMap<>())) {
            marks.working(List.of(message("ID:1"), message("ID:2")));
        }
        assertThat(CrashMarks.read(folder, QUEUE)).isEqualTo(Map.of("ID:1", 1, "ID:2", 1));
        assertThat(CrashMarks.read(folder, "intake.netsuite")).isEmpty();
    }

    @Test
    void what_was_finished_is_no_suspect() throws Exception {
        try (CrashMarks marks = new CrashMarks(folder, QUEUE, 0, new ConcurrentHashMap<>())) {
            marks.working(List.of(message("ID:1"), message("ID:2")));
            marks.done(List.of(message("ID:1"), message("ID:2")));
        }
        assertThat(CrashMarks.read(folder, QUEUE)).isEmpty();
    }

    @Test
    void deaths_are_counted_over_several_lives_and_over_the_consumers_of_a_queue() throws Exception {
        try (CrashMarks marks = new CrashMarks(folder, QUEUE, 0, new ConcurrentHashMap<>())) {
            marks.working(List.of(message("ID:1"), message("ID:2"), message("ID:3")));
        }
        Map<String, Integer> second = CrashMarks.read(folder, QUEUE);
        try (CrashMarks other = new CrashMarks(folder, QUEUE, 1, second);
                CrashMarks first = new CrashMarks(folder, QUEUE, 0, second)) {
            assertThat(first.haveSuspects()).isTrue();
            first.working(List.of(message("ID:1")));
            first.done(List.of(message("ID:1")));
            assertThat(first.deaths(message("ID:1"))).isZero();
            other.working(List.of(message("ID:2")));
        }
        assertThat(CrashMarks.read(folder, QUEUE)).isEqualTo(Map.of("ID:2", 2));
    }

    private static Received message(String id) {
        return new Received(id, new byte[0], "bytes", Map.of(), false);
    }
}
