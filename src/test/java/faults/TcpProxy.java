package faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands between a client and a server and spoils the connection: latency, throttle, cut after n bytes of the answer,
 * reset, black hole, half-close, slow close. The mood can be changed at any time and holds for the bytes that follow.
 */
final class TcpProxy implements AutoCloseable {

    /** How connections are treated. */
    enum Mood {
        /** Bytes pass. */
        FINE,
        /** Connections are taken and nothing ever passes. */
        BLACK_HOLE,
        /** Connections are reset as soon as they are made. */
        RESET,
        /** The answer is cut off, with a reset, after so many bytes. */
        CUT,
        /** The answer's direction is closed after so many bytes; requests go on. */
        HALF_CLOSE,
        /** The end of the answer is told late. */
        SLOW_CLOSE
    }

    private final ServerSocket door;
    private final InetSocketAddress server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Mood mood = Mood.FINE;
    private volatile long bytes;
    private volatile int spoilt = Integer.MAX_VALUE;
    private volatile long latencyMillis;
    private volatile long bytesPerSecond;

    /** In front of a server of this machine, at a free port. */
    TcpProxy(int serverPort) throws IOException {
        this(InetAddress.getLoopbackAddress(), 0, serverPort);
    }

    /** The same at an address of its own. */
    TcpProxy(InetAddress address, int port, int serverPort) throws IOException {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
        door = new ServerSocket(port, 50, address);
        daemon("proxy-door", this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Everything passes again, and bad connections are gone. */
    void fine() {
        mood = Mood.FINE;
        latencyMillis = 0;
        bytesPerSecond = 0;
        spoilt = Integer.MAX_VALUE;
        open.forEach(TcpProxy::reset);
    }

    /** A mood for all connections, after so many bytes of an answer where that counts. */
    void mood(Mood next, long afterBytes) {
        bytes = afterBytes;
        mood = next;
    }

    /** A mood that spoils only so many connections; the rest are fine. */
    void mood(Mood next, long afterBytes, int connections) {
        spoilt = connections;
        mood(next, afterBytes);
    }

    void latency(long millis) {
        latencyMillis = millis;
    }

    void throttle(long bytesEachSecond) {
        bytesPerSecond = bytesEachSecond;
    }

    /** Cuts all connections that are open now. */
    void cutAll() {
        open.forEach(TcpProxy::reset);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                client.setTcpNoDelay(true);
                open.add(client);
                daemon("proxy-connection", () -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        if (mood == Mood.RESET) {
            reset(client);
            return;
        }
        Socket target = new Socket();
        try {
            target.connect(server, 2_000);
            target.setTcpNoDelay(true);
        } catch (IOException away) {
            reset(client);
            return;
        }
        open.add(target);
        daemon("proxy-request", () -> pump(client, target, false));
        pump(target, client, true);
    }

    private void pump(Socket from, Socket to, boolean answer) {
        byte[] buffer = new byte[4096];
        long passed = 0;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int count = in.read(buffer);
            while (count >= 0) {
                while (mood == Mood.BLACK_HOLE && !from.isClosed()) {
                    pause(50);
                }
                pause(latencyMillis);
                if (answer && (mood == Mood.CUT || mood == Mood.HALF_CLOSE) && passed + count > bytes && spoil()) {
                    out.write(buffer, 0, (int) Math.max(0, bytes - passed));
                    out.flush();
                    end(from, to);
                    return;
                }
                out.write(buffer, 0, count);
                out.flush();
                passed += count;
                if (bytesPerSecond > 0) {
                    pause(count * 1000L / bytesPerSecond);
                }
                count = in.read(buffer);
            }
            if (mood == Mood.SLOW_CLOSE) {
                pause(2_000);
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            reset(from);
            reset(to);
        } finally {
            open.remove(from);
        }
    }

    private synchronized boolean spoil() {
        if (spoilt > 0) {
            spoilt--;
            return true;
        }
        return false;
    }

    private void end(Socket from, Socket to) throws IOException {
        if (mood == Mood.HALF_CLOSE) {
            to.shutdownOutput();
        } else {
            reset(to);
            reset(from);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException gone) {
            open(socket);
        }
    }

    private static boolean open(Socket socket) {
        return !socket.isClosed();
    }

    private static void pause(long millis) {
        if (millis > 0) {
            LockSupport.parkNanos(millis * 1_000_000);
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
        cutAll();
    }
}
