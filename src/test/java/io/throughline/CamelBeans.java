package io.throughline;

/** Camel's JMX beans in this JVM of tests, which starts contexts without them because they are a third of a start. */
public final class CamelBeans {

    private CamelBeans() {}

    /** Contexts that are made from now on have beans of their routes. */
    public static void on() {
        System.setProperty("org.apache.camel.jmx.disabled", "false");
    }
}
