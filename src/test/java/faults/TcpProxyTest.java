package faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proxy spoils what it is told to spoil, and nothing else. */
class TcpProxyTest {

    private ServerSocket server;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread echo = new Thread(this::echo);
        echo.setDaemon(true);
        echo.start();
        proxy = new TcpProxy(server.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void a_fine_connection_passes_every_byte_both_ways() throws IOException {
        try (Socket socket = connected()) {
            assertThat(asked(socket, "0123456789")).isEqualTo("0123456789");
        }
    }

    @Test
    void an_answer_is_cut_after_so_many_bytes_with_a_reset() throws IOException {
        proxy.mood(TcpProxy.Mood.CUT, 4);
        try (Socket socket = connected()) {
            socket.getOutputStream().write("0123456789".getBytes(StandardCharsets.US_ASCII));
            byte[] first = socket.getInputStream().readNBytes(4);
            assertThat(new String(first, StandardCharsets.US_ASCII)).isEqualTo("0123");
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void only_so_many_connections_are_spoilt() throws IOException {
        proxy.mood(TcpProxy.Mood.CUT, 0, 1);
        try (Socket bad = connected();
                Socket good = connected()) {
            bad.getOutputStream().write(1);
            assertThatThrownBy(() -> bad.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThat(asked(good, "x")).isEqualTo("x");
        }
    }

    @Test
    void a_half_closed_answer_ends_without_a_reset() throws IOException {
        proxy.mood(TcpProxy.Mood.HALF_CLOSE, 2);
        try (Socket socket = connected()) {
            socket.getOutputStream().write("0123".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("01");
        }
    }

    @Test
    void a_reset_connection_breaks_at_once() throws IOException {
        proxy.mood(TcpProxy.Mood.RESET, 0);
        assertThatThrownBy(() -> {
                    try (Socket socket = connected()) {
                        asked(socket, "x");
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_black_hole_takes_connections_and_answers_nothing_until_it_is_fine_again() throws IOException {
        proxy.mood(TcpProxy.Mood.BLACK_HOLE, 0);
        try (Socket socket = connected()) {
            socket.setSoTimeout(300);
            assertThatThrownBy(() -> asked(socket, "x")).isInstanceOf(SocketTimeoutException.class);
        }
        proxy.fine();
        try (Socket socket = connected()) {
            assertThat(asked(socket, "x")).isEqualTo("x");
        }
    }

    @Test
    void latency_throttle_and_slow_close_delay_and_lose_nothing() throws IOException {
        proxy.latency(100);
        proxy.throttle(100_000);
        proxy.mood(TcpProxy.Mood.SLOW_CLOSE, 0);
        try (Socket socket = connected()) {
            long start = System.nanoTime();
            assertThat(asked(socket, "0123456789")).isEqualTo("0123456789");
            assertThat(System.nanoTime() - start).isGreaterThan(100_000_000L);
            long end = System.nanoTime();
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(System.nanoTime() - end).isGreaterThan(1_000_000_000L);
        }
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String asked(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        byte[] answer = socket.getInputStream().readNBytes(text.length());
        if (answer.length < text.length()) {
            throw new IOException("only " + answer.length + " bytes came back");
        }
        return new String(answer, StandardCharsets.US_ASCII);
    }

    private void echo() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> {
                    try (socket;
                            InputStream in = socket.getInputStream()) {
                        in.transferTo(socket.getOutputStream());
                    } catch (IOException gone) {
                        assertThat(gone).isNotNull();
                    }
                });
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }
}
