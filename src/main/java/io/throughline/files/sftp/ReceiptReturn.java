package io.throughline.files.sftp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.files.FileNames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the sender what became of a file: its receipt lies beside the file in the partner's {@code done}, records that
 * did not go on in {@code rejected}; a file that was refused as a whole moves to {@code rejected} with its receipt.
 */
final class ReceiptReturn {

    private static final Logger LOG = LoggerFactory.getLogger(SftpDoors.class);
    private static final String RECEIPT = ".receipt.json";

    private final String system;
    private final LocalFolders local;
    private final RemoteNames names;
    private final Remarks remarks;

    ReceiptReturn(String system, LocalFolders local, Clock clock, Remarks remarks) {
        this.system = system;
        this.local = local;
        this.names = new RemoteNames(clock);
        this.remarks = remarks;
    }

    /** Takes every receipt that is there to its sender. */
    void look(RemoteFolder remote) throws IOException {
        for (Fetched fetched : local.notes()) {
            if (fetched.moved()) {
                try {
                    answer(remote, fetched);
                } catch (RefusedByServer refused) {
                    remarks.say(refused.getMessage());
                }
            }
        }
    }

    private void answer(RemoteFolder remote, Fetched fetched) throws IOException {
        if (isFinished("done", fetched)) {
            Path rejected = local.at("rejected").resolve(FileNames.rejected(fetched.local()));
            if (LocalFolders.isFile(rejected)) {
                try (InputStream rows = Files.newInputStream(rejected)) {
                    remote.put(rows, Files.size(rejected), "rejected/" + FileNames.rejected(fetched.done()));
                }
            }
            receipt(remote, fetched, "done", fetched.done());
        } else if (isFinished("rejected", fetched)) {
            refused(remote, fetched);
        } else {
            return;
        }
        local.forget(fetched);
        LOG.info("{} sftp: {} has its receipt", system, FileNames.safe(fetched.remote()));
    }

    /** The receipt is written before the file is moved, so only both together are the end. */
    private boolean isFinished(String folder, Fetched fetched) {
        return LocalFolders.isFile(local.at(folder).resolve(fetched.local()))
                && LocalFolders.isFile(local.at(folder).resolve(fetched.local() + RECEIPT));
    }

    private void refused(RemoteFolder remote, Fetched fetched) throws IOException {
        Fetched planned = fetched;
        if (planned.refused() == null) {
            planned = fetched.refusedAs(names.free(remote, "rejected", fetched.done()));
            local.note(planned);
        }
        receipt(remote, planned, "rejected", planned.refused());
        String taken = "done/" + planned.done();
        if (remote.find(taken).isPresent()
                && remote.find("rejected/" + planned.refused()).isEmpty()) {
            remote.rename(taken, "rejected/" + planned.refused());
        }
    }

    /** The receipt speaks of the file by the name its sender gave it. */
    private void receipt(RemoteFolder remote, Fetched fetched, String folder, String name) throws IOException {
        Path receipt = local.at(folder).resolve(fetched.local() + RECEIPT);
        ObjectNode text = (ObjectNode) Json.mapper().readTree(Files.readAllBytes(receipt));
        text.put("file", fetched.remote());
        byte[] content = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(text);
        remote.put(new ByteArrayInputStream(content), content.length, folder + "/" + name + RECEIPT);
    }
}
