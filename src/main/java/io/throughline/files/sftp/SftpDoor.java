package io.throughline.files.sftp;

import io.throughline.files.sftp.PartnerAway.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One partner's server: one session per look, and one line in the log whenever it goes away or comes back. */
final class SftpDoor {

    private static final Logger LOG = LoggerFactory.getLogger(SftpDoors.class);

    private final String system;
    private final SftpAddress address;
    private final LocalFolders local;
    private final Remarks remarks;
    private final Incoming incoming;
    private final ReceiptReturn receipts;
    private final Outgoing outgoing;
    private boolean reached;
    private Kind trouble;

    SftpDoor(String system, SftpAddress address, LocalFolders local, long maxBytes, Duration stable, Clock clock) {
        this.system = system;
        this.address = address;
        this.local = local;
        remarks = new Remarks(system);
        incoming = new Incoming(system, local, maxBytes, stable, clock, remarks);
        receipts = new ReceiptReturn(system, local, clock, remarks);
        outgoing = new Outgoing(system, local, clock, remarks);
    }

    /** Takes and brings what there is; only one process that shares the folder does so at a time. */
    void look() throws IOException {
        try (FileChannel channel =
                        FileChannel.open(local.underWay(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                talk();
            }
        }
    }

    private void talk() throws IOException {
        try (RemoteFolder remote = RemoteFolder.open(address)) {
            step(incoming::look, remote);
            step(receipts::look, remote);
            step(outgoing::look, remote);
            remarks.looked();
            here();
        } catch (PartnerAway away) {
            away(away);
        }
    }

    /** Part of a look. */
    private interface Step {
        void look(RemoteFolder remote) throws IOException;
    }

    /** A folder that one may not use does not keep the others from being used. */
    private void step(Step step, RemoteFolder remote) throws IOException {
        try {
            step.look(remote);
        } catch (RefusedByServer refused) {
            remarks.say(refused.getMessage());
        }
    }

    private void here() {
        if (!reached || trouble != null) {
            LOG.info("{} sftp: {} is reached", system, address);
        }
        reached = true;
        trouble = null;
    }

    private void away(PartnerAway away) {
        if (trouble != away.kind()) {
            LOG.warn(
                    "{} sftp: {} {}: {}; nothing is lost and every look tries again",
                    system,
                    address,
                    away.kind() == Kind.AWAY ? "is away" : "cannot be used",
                    away.getMessage());
        }
        trouble = away.kind();
    }
}
