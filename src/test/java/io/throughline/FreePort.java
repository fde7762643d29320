package io.throughline;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback address to listen on. They lie below those that Linux gives to outgoing connections (32768 to
 * 60999), so that no client takes one between the choice and the use, and none is given out twice in one run: each process
 * of tests has every eighth for itself.
 */
public final class FreePort {

    private static final int FIRST = 12_000;
    private static final int BEYOND = 32_000;
    private static final int PROCESSES = 8;
    private static final int OURS = processNumber() % PROCESSES;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** What the build calls this process of tests ends with its number. */
    private static int processNumber() {
        String digits = System.getProperty("tests.process", "").replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    /** A port nobody listens on. */
    public static int next() {
        for (int tries = 0; tries < 1_000; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST / PROCESSES, BEYOND / PROCESSES) * PROCESSES + OURS;
            if (GIVEN.add(port) && unused(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free between " + FIRST + " and " + BEYOND);
    }

    private static boolean unused(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
