package faults;

import java.net.InetAddress;

/** Takes connections at an address of a network namespace and hands them on to a port of its loopback: {@code <address> <port> <to>}. */
public final class RelayMain {

    private RelayMain() {}

    public static void main(String[] arguments) throws Exception {
        new TcpProxy(
                InetAddress.getByName(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        Thread.currentThread().join();
    }
}
