package io.throughline.files.sftp;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import io.throughline.FreePort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A partner's SFTP server on the loopback address, whose account is jailed in a folder with {@code in} and {@code out}. */
public final class PartnerServer implements AutoCloseable {

    private static final String USER = "mha";

    private final Path folder;
    private final Path files;
    private final int port;
    private final Path key;
    private final PublicKey ours;
    private final List<String> moves = new CopyOnWriteArrayList<>();
    private final List<String> uploads = new CopyOnWriteArrayList<>();
    private final Map<String, String> shownAs = new ConcurrentHashMap<>();
    private volatile Consumer<String> beforeMove = move -> {};
    private volatile java.security.KeyPair identity;
    private SshServer server;

    /** A server that runs; keys and the partner's files are made in a folder. */
    public PartnerServer(Path folder) throws Exception {
        this.folder = Files.createDirectories(folder);
        files = Files.createDirectories(folder.resolve("files"));
        Files.createDirectories(files.resolve("in"));
        port = FreePort.next();
        key = folder.resolve("client_key");
        ours = clientKey();
        newIdentity();
        start();
    }

    /** Starts, or starts again, on the same port. */
    public void start() throws IOException {
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(KeyPairProvider.wrap(identity));
        server.setPublickeyAuthenticator(
                (user, candidate, session) -> user.equals(USER) && KeyUtils.compareKeys(ours, candidate));
        server.setFileSystemFactory(new VirtualFileSystemFactory(files));
        server.setSubsystemFactories(List.of(subsystem()));
        server.start();
    }

    /** Stops at once; whoever is connected loses the connection. */
    public void stop() throws IOException {
        server.stop(true);
    }

    /** Shows another host key from the next start on. */
    public void newIdentity() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        identity = generator.generateKeyPair();
    }

    public int port() {
        return port;
    }

    /** The partner's files, as they are there. */
    public Path files() {
        return files;
    }

    /** File of the client's key. */
    public Path key() {
        return key;
    }

    /** Writes a known hosts file that names this server at a port, its own or a proxy's. */
    public Path knownHosts(int at) throws IOException {
        String entry = "[127.0.0.1]:" + at + " " + PublicKeyEntry.toString(identity.getPublic()) + "\n";
        return Files.writeString(folder.resolve("known_hosts_" + at), entry);
    }

    /** Settings of a system that exchanges files here, through a port that may be a proxy's. */
    public Map<String, String> settings(String system, int at) throws IOException {
        String of = "throughline.sftp." + system;
        return Map.of(
                of + ".url",
                "sftp://" + USER + "@127.0.0.1:" + at,
                of + ".key",
                key.toString(),
                of + ".known-hosts",
                knownHosts(at).toString());
    }

    public SftpAddress address() throws IOException {
        Map<String, String> settings = settings("adp", port);
        String of = "throughline.sftp.adp";
        return SftpAddress.of(
                of, settings.get(of + ".url"), settings.get(of + ".key"), settings.get(of + ".known-hosts"));
    }

    /** A partner drops a file, whole. */
    public void drop(String name, String content) throws IOException {
        Path part = files.resolve("in/." + Integer.toHexString(name.hashCode()) + ".part");
        Files.writeString(part, content);
        Files.move(part, files.resolve("in").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes the server show a file under a name that no file can have. */
    public void show(String real, String name) {
        shownAs.put(real, name);
    }

    /** Does something before the server renames a file; the argument is {@code <from> -> <to>}. */
    public void beforeMove(Consumer<String> action) {
        beforeMove = action;
    }

    /** Renames that were done, as {@code in/a -> done/a}. */
    public List<String> moves() {
        return moves;
    }

    /** Paths that were opened for writing. */
    public List<String> uploads() {
        return uploads;
    }

    private PublicKey clientKey() throws IOException, JSchException, GeneralSecurityException {
        KeyPair pair = KeyPair.genKeyPair(new JSch(), KeyPair.ECDSA, 256);
        pair.writePrivateKey(key.toString());
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        pair.writePublicKey(line, "test");
        return AuthorizedKeyEntry.parseAuthorizedKeyEntry(
                        line.toString(StandardCharsets.US_ASCII).strip())
                .resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
    }

    private SftpSubsystemFactory subsystem() {
        SftpSubsystemFactory factory = new SftpSubsystemFactory() {
            @Override
            public Command createSubsystem(ChannelSession channel) {
                SftpSubsystem subsystem = new SftpSubsystem(channel, this) {
                    @Override
                    protected String getShortName(Path file) throws IOException {
                        String name = super.getShortName(file);
                        return shownAs.getOrDefault(name, name);
                    }
                };
                getRegisteredListeners().forEach(subsystem::addSftpEventListener);
                return subsystem;
            }
        };
        factory.addSftpEventListener(new SftpEventListener() {
            @Override
            public void moving(ServerSession session, Path from, Path to, Collection<CopyOption> how) {
                beforeMove.accept(from + " -> " + to);
            }

            @Override
            public void moved(ServerSession s, Path from, Path to, Collection<CopyOption> how, Throwable failure) {
                if (failure == null) {
                    moves.add(from + " -> " + to);
                }
            }

            @Override
            public void writing(
                    ServerSession s, String id, FileHandle file, long at, byte[] data, int from, int length) {
                if (at == 0) {
                    uploads.add(file.getFile().toString());
                }
            }
        });
        return factory;
    }

    @Override
    public void close() throws IOException {
        server.close(true);
    }
}
