package io.throughline.http;

/** Is told what a person asks of the running product over Jolokia or the console, before it is done. */
@FunctionalInterface
public interface OperationLog {

    /**
     * Notes an operation; when it cannot, the operation is not done.
     *
     * @param person  who asks for it
     * @param action  {@code route.stop}, {@code route.start}, {@code route.suspend}, {@code route.resume}, or
     *                {@code mbean.<operation>}
     * @param subject {@code route:<id>} or {@code mbean:<name>}
     */
    void asked(String person, String action, String subject);
}
