package io.throughline.files.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.ChannelSftp.LsEntrySelector;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import io.throughline.files.sftp.PartnerAway.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One session with a partner's server. Paths are relative to the folder of its address, with slashes. Whatever fails is
 * either {@link PartnerAway}, after which the session is of no use, or {@link RefusedByServer}.
 */
final class RemoteFolder implements AutoCloseable {

    private static final int CONNECT_MILLIS = 10_000;

    /** A server that is silent for twice this long is given up. */
    private static final int ALIVE_MILLIS = 10_000;

    /** More files than that are left for the next looks; a listing must not fill the memory. */
    private static final int MOST_ENTRIES = 10_000;

    private final SftpAddress address;
    private final Session session;
    private final ChannelSftp channel;

    /**
     * What the server says of a file.
     *
     * @param name     as it says it, to be trusted with nothing
     * @param size     in bytes
     * @param modified seconds since 1970
     * @param regular  whether it is a file and not a folder, link or device
     * @param folder   whether it is a folder
     */
    record Entry(String name, long size, int modified, boolean regular, boolean folder) {

        boolean sameContent(Entry other) {
            return size == other.size && modified == other.modified && regular == other.regular;
        }
    }

    private RemoteFolder(SftpAddress address, Session session, ChannelSftp channel) {
        this.address = address;
        this.session = session;
        this.channel = channel;
    }

    /** Connects, checks the host key and goes to the folder. */
    static RemoteFolder open(SftpAddress address) throws PartnerAway {
        Session session = null;
        try {
            JSch ssh = new JSch();
            ssh.setKnownHosts(address.knownHosts().toString());
            ssh.addIdentity(address.key().toString());
            session = ssh.getSession(address.user(), address.host(), address.port());
            session.setConfig("StrictHostKeyChecking", "yes");
            session.setConfig("PreferredAuthentications", "publickey");
            session.setServerAliveInterval(ALIVE_MILLIS);
            session.setDaemonThread(true);
            session.connect(CONNECT_MILLIS);
            ChannelSftp channel = (ChannelSftp) session.openChannel("sftp");
            channel.connect(CONNECT_MILLIS);
            if (!address.folder().isEmpty()) {
                channel.cd(address.folder());
            }
            return new RemoteFolder(address, session, channel);
        } catch (JSchException failed) {
            disconnect(session);
            throw new PartnerAway(kind(failed), reason(failed), failed);
        } catch (SftpException failed) {
            disconnect(session);
            throw new PartnerAway(
                    failed.id == ChannelSftp.SSH_FX_NO_SUCH_FILE ? Kind.REFUSED : Kind.AWAY,
                    "folder " + address.folder() + ": " + reason(failed),
                    failed);
        }
    }

    /** The files of a folder that is made when it is not there. */
    List<Entry> list(String folder) throws IOException {
        makeFolder(folder);
        List<Entry> entries = new ArrayList<>();
        run(
                folder,
                () -> channel.ls(folder, found -> {
                    entries.add(entry(found.getFilename(), found.getAttrs()));
                    return entries.size() < MOST_ENTRIES ? LsEntrySelector.CONTINUE : LsEntrySelector.BREAK;
                }));
        return entries;
    }

    /** What is at a path; a link is not followed. */
    Optional<Entry> find(String path) throws IOException {
        try {
            return Optional.of(entry(path.substring(path.lastIndexOf('/') + 1), channel.lstat(quoted(path))));
        } catch (SftpException failed) {
            if (failed.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                return Optional.empty();
            }
            throw failure(path, failed);
        }
    }

    /** The content of a file, to be read to its end before anything else is asked. */
    InputStream read(String path) throws IOException {
        try {
            return channel.get(quoted(path));
        } catch (SftpException failed) {
            throw failure(path, failed);
        }
    }

    /** The next bytes of a content, -1 at its end. */
    int next(InputStream content, byte[] buffer) throws PartnerAway {
        try {
            return content.read(buffer);
        } catch (IOException lost) {
            throw new PartnerAway(Kind.AWAY, "connection lost: " + reason(lost), lost);
        }
    }

    /** Puts a whole file in place, under a hidden name first; one that has the name already is replaced. */
    void put(InputStream content, long size, String path) throws IOException {
        int slash = path.lastIndexOf('/');
        makeFolder(path.substring(0, slash));
        String hidden = path.substring(0, slash + 1) + "." + path.substring(slash + 1) + ".part";
        run(path, () -> channel.put(content, quoted(hidden), ChannelSftp.OVERWRITE));
        long there = find(hidden).map(Entry::size).orElse(-1L);
        if (there != size) {
            throw new RefusedByServer(path + " arrived with " + there + " bytes instead of " + size, null);
        }
        replace(hidden, path);
    }

    /** Renames to a name that nothing has. */
    void rename(String from, String to) throws IOException {
        makeFolder(to.substring(0, to.lastIndexOf('/')));
        run(from, () -> channel.rename(quoted(from), quoted(to)));
    }

    /** Removes a file if there is one. */
    void remove(String path) throws IOException {
        if (find(path).isPresent()) {
            run(path, () -> channel.rm(quoted(path)));
        }
    }

    private void replace(String from, String to) throws IOException {
        if (channel.getExtension("posix-rename@openssh.com") == null) {
            remove(to);
        }
        run(to, () -> channel.rename(quoted(from), quoted(to)));
    }

    private void makeFolder(String folder) throws IOException {
        for (int end = folder.indexOf('/'); end >= 0; end = folder.indexOf('/', end + 1)) {
            makeOne(folder.substring(0, end));
        }
        makeOne(folder);
    }

    private void makeOne(String folder) throws IOException {
        try {
            if (!channel.stat(quoted(folder)).isDir()) {
                throw new RefusedByServer(folder + " at " + address + " is not a folder", null);
            }
        } catch (SftpException failed) {
            if (failed.id != ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                throw failure(folder, failed);
            }
            run(folder, () -> channel.mkdir(folder));
        }
    }

    /** Something that is asked of the server. */
    private interface Question {
        void ask() throws SftpException;
    }

    private void run(String path, Question question) throws IOException {
        try {
            question.ask();
        } catch (SftpException failed) {
            throw failure(path, failed);
        }
    }

    private IOException failure(String path, SftpException failed) {
        boolean lost = failed.getCause() != null
                || failed.id == ChannelSftp.SSH_FX_NO_CONNECTION
                || failed.id == ChannelSftp.SSH_FX_CONNECTION_LOST
                || !channel.isConnected()
                || !session.isConnected();
        return lost
                ? new PartnerAway(Kind.AWAY, "connection lost: " + reason(failed), failed)
                : new RefusedByServer(path + " at " + address + ": " + reason(failed), failed);
    }

    private static Kind kind(JSchException failed) {
        String words = failed.getClass().getSimpleName() + " " + String.valueOf(failed.getMessage());
        String lower = words.toLowerCase(Locale.ROOT);
        return lower.contains("hostkey") || lower.contains("auth") ? Kind.REFUSED : Kind.AWAY;
    }

    /** The innermost words that say something. */
    private static String reason(Throwable failed) {
        String words = "";
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
                words = cause.getMessage();
            }
        }
        String line = words.lines().findFirst().orElse("");
        return line.isBlank() ? failed.getClass().getSimpleName() : line.replaceAll("\\p{Cntrl}", " ");
    }

    /** A path that the library takes as it is, and not as a pattern. */
    private static String quoted(String path) {
        return path.replaceAll("([\\\\*?])", "\\\\$1");
    }

    private static Entry entry(String name, SftpATTRS is) {
        return new Entry(name, is.getSize(), is.getMTime(), is.isReg(), is.isDir());
    }

    private static void disconnect(Session session) {
        if (session != null) {
            session.disconnect();
        }
    }

    @Override
    public void close() {
        channel.disconnect();
        session.disconnect();
    }
}
