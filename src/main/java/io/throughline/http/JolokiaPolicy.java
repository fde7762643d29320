package io.throughline.http;

import java.util.Set;
import javax.management.ObjectName;
import org.jolokia.server.core.restrictor.AbstractConstantRestrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;

/**
 * What Jolokia may do, everything else being denied: read, list, search and version on the domains an operator needs;
 * no writes; operations only to start, stop, suspend and resume routes, to look at them, and those of our own MBeans.
 * Operations that take XML, expressions, bodies or URIs are not on the list.
 */
final class JolokiaPolicy extends AbstractConstantRestrictor {
    private static final Set<RequestType> TYPES =
            Set.of(RequestType.READ, RequestType.LIST, RequestType.SEARCH, RequestType.VERSION, RequestType.EXEC);
    private static final Set<String> DOMAINS =
            Set.of("java.lang", "java.nio", "org.apache.camel", "io.throughline", "JMImplementation");
    /** System settings may hold secrets, and the last error of a route may quote a message. */
    private static final Set<String> HIDDEN_ATTRIBUTES =
            Set.of("SystemProperties", "InputArguments", "ClassPath", "BootClassPath", "LibraryPath", "LastError");

    private static final Set<String> ROUTE_OPERATIONS = Set.of(
            "start()",
            "stop()",
            "suspend()",
            "resume()",
            "getState()",
            "dumpRouteAsXml()",
            "dumpRouteStatsAsXml(boolean,boolean)");
    /** Only the form that leaves placeholders unresolved may show the source of routes. */
    private static final Set<String> CONTEXT_OPERATIONS =
            Set.of("dumpRoutesAsXml()", "dumpRoutesStatsAsXml(boolean,boolean)");

    JolokiaPolicy() {
        super(false);
    }

    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return method == HttpMethod.GET || method == HttpMethod.POST;
    }

    @Override
    public boolean isTypeAllowed(RequestType type) {
        return TYPES.contains(type);
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
        return !isObjectNameHidden(name) && !HIDDEN_ATTRIBUTES.contains(String.valueOf(attribute));
    }

    @Override
    public boolean isOperationAllowed(ObjectName name, String operation) {
        String signature = operation.indexOf('(') < 0 ? operation + "()" : operation.replace(" ", "");
        return switch (name.getDomain()) {
            case "io.throughline" -> true;
            case "org.apache.camel" -> camelOperation(name.getKeyProperty("type"), signature);
            default -> false;
        };
    }

    private static boolean camelOperation(String type, String signature) {
        return ("routes".equals(type) && ROUTE_OPERATIONS.contains(signature))
                || ("context".equals(type) && CONTEXT_OPERATIONS.contains(signature));
    }

    /** The caller was authenticated before it came here. */
    @Override
    public boolean isRemoteAccessAllowed(String... hostOrAddress) {
        return true;
    }

    /** Origins are compared with the host by the servers in front; here only same-origin requests arrive. */
    @Override
    public boolean isOriginAllowed(String origin, boolean strict) {
        return origin == null || origin.isEmpty();
    }

    @Override
    public boolean isObjectNameHidden(ObjectName name) {
        return !DOMAINS.contains(name.getDomain()) && !name.isDomainPattern();
    }
}
