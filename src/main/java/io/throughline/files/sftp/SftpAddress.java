package io.throughline.files.sftp;

import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a partner's server is and how it knows us and we know it.
 *
 * @param user       account there
 * @param host       name or address
 * @param port       TCP port
 * @param folder     folder with {@code in}, {@code out}, {@code done} and {@code rejected}: relative to the folder the
 *                   account starts in, absolute with a leading slash, or empty
 * @param key        file of our private key, without a passphrase
 * @param knownHosts file with the server's public key, as OpenSSH writes it
 */
public record SftpAddress(String user, String host, int port, String folder, Path key, Path knownHosts) {

    private static final Pattern URL =
            Pattern.compile("sftp://([A-Za-z0-9._-]+)@([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))?"
                    + "(?:/(/?[A-Za-z0-9._ /-]*))?");

    private static final int DEFAULT_PORT = 22;

    /**
     * Reads and checks three settings.
     *
     * @param prefix     of the keys, such as {@code throughline.sftp.adp}
     * @param url        {@code sftp://user@host:port/folder}
     * @param key        path of the private key
     * @param knownHosts path of the known hosts
     * @throws IllegalArgumentException naming the setting and the rule it breaks
     */
    public static SftpAddress of(String prefix, String url, String key, String knownHosts) {
        Matcher parts = URL.matcher(url.strip());
        int port = parts.matches() && parts.group(3) != null ? Integer.parseInt(parts.group(3)) : DEFAULT_PORT;
        if (!parts.matches() || port < 1 || port > 65535) {
            throw new IllegalArgumentException(
                    prefix + ".url must be sftp://user@host:port/folder without a password, not " + masked(url));
        }
        String folder = parts.group(4) == null ? "" : parts.group(4);
        SftpAddress address = new SftpAddress(
                parts.group(1),
                parts.group(2).replace("[", "").replace("]", ""),
                port,
                folder.length() > 1 && folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder,
                file(prefix + ".key", key, "the private key for " + url.strip()),
                file(prefix + ".known-hosts", knownHosts, "the host key of " + url.strip()));
        address.check(prefix);
        return address;
    }

    /** As the settings write it. */
    @Override
    public String toString() {
        return "sftp://" + user + "@" + host + ":" + port + (folder.isEmpty() ? "" : "/" + folder);
    }

    private void check(String prefix) {
        JSch keys = new JSch();
        try {
            KeyPair pair = KeyPair.load(keys, key.toString(), null);
            boolean encrypted = pair.isEncrypted();
            pair.dispose();
            if (encrypted) {
                throw new IllegalArgumentException(prefix + ".key must be a private key without a passphrase: " + key);
            }
        } catch (JSchException | RuntimeException unreadable) {
            if (unreadable instanceof IllegalArgumentException told) {
                throw told;
            }
            throw new IllegalArgumentException(
                    prefix + ".key must be a private key as ssh-keygen writes it: " + key, unreadable);
        }
        try {
            keys.setKnownHosts(knownHosts.toString());
        } catch (JSchException unreadable) {
            throw new IllegalArgumentException(
                    prefix + ".known-hosts must be a file of host keys as ssh-keyscan writes it: " + knownHosts,
                    unreadable);
        }
        HostKeyRepository known = keys.getHostKeyRepository();
        String name = port == DEFAULT_PORT ? host : "[" + host + "]:" + port;
        if (known.getHostKey(name, null).length == 0 && known.getHostKey(host, null).length == 0) {
            throw new IllegalArgumentException(prefix + ".known-hosts must hold a key of " + name + ": " + knownHosts);
        }
    }

    private static Path file(String setting, String value, String what) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(setting + " must name the file with " + masked(what));
        }
        Path file = Path.of(value.strip());
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IllegalArgumentException(setting + " must name a file that can be read, not " + file);
        }
        return file;
    }

    /** Without what somebody may have written as a password. */
    private static String masked(String url) {
        return url.replaceAll("(?<=//)([^/@:]*):[^/@]*@", "$1:...@");
    }
}
