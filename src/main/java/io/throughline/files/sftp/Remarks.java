package io.throughline.files.sftp;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is wrong with single files, said once for as long as it lasts. */
final class Remarks {

    private static final Logger LOG = LoggerFactory.getLogger(SftpDoors.class);

    private final String system;
    private Set<String> before = new HashSet<>();
    private Set<String> now = new HashSet<>();

    Remarks(String system) {
        this.system = system;
    }

    /** Says it unless it was said at the last look. */
    void say(String sentence) {
        String line = sentence.replaceAll("\\p{Cntrl}", "_");
        if (now.add(line) && !before.contains(line)) {
            LOG.warn("{} sftp: {}", system, line);
        }
    }

    /** A look is over: what did not come up again may be said anew. */
    void looked() {
        before = now;
        now = new HashSet<>();
    }
}
