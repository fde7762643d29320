package io.throughline.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * Stands in front of every path: odd spellings, credentials, foreign origins, the route table and body limits, in this
 * order. Only {@code GET /observe/health} answers without a key of the {@link Keyring}, and {@code POST /hooks/<vendor>} may carry
 * a webhook signature instead, which is checked once the raw body is there.
 */
final class AccessControl implements Handler<RoutingContext> {
    /** Set on the context while a webhook signature stands in for the key and is not verified yet. */
    private static final String UNVERIFIED = "throughline.unverified-hook";

    private static final String HOOKS = "/hooks/";

    private final Keyring keys;
    private final HookSignatures signatures;
    private final RouteTable table;
    private final long maxBody;

    AccessControl(Keyring keys, HookSignatures signatures, RouteTable table, long maxBody) {
        this.keys = keys;
        this.signatures = signatures;
        this.table = table;
        this.maxBody = maxBody;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        Optional<String> odd = OddRequests.reason(request.path());
        request.headers().remove(Keyring.ACTOR);
        Optional<String> person = keys.personOf(credential(request)).filter(name -> isUser(request, name));
        if (odd.isPresent()) {
            Problems.answer(context.response(), 400, odd.get());
        } else if (health(request)) {
            context.next();
        } else if (person.isPresent()) {
            request.headers().set(Keyring.ACTOR, person.get());
            admit(context);
        } else if (signedHook(request)) {
            request.headers().set(Keyring.ACTOR, "hook:" + request.path().substring(HOOKS.length()));
            context.put(UNVERIFIED, true);
            admit(context);
        } else {
            Problems.answer(
                    context.response(),
                    401,
                    "Send your key as a bearer token, as X-API-Key, or as password of your user; the operator's is in"
                            + " operator.key.");
        }
    }

    private void admit(RoutingContext context) {
        HttpServerRequest request = context.request();
        RouteTable.Match match = table.match(request.method().name(), request.path());
        if (foreignOrigin(request)) {
            Problems.answer(context.response(), 403, "Requests from pages of another origin are refused.");
        } else if (match == RouteTable.Match.UNKNOWN) {
            Problems.answer(context.response(), 404, "There is nothing at this path.");
        } else if (match == RouteTable.Match.WRONG_METHOD) {
            context.response().putHeader("Allow", String.join(", ", table.methods(request.path())));
            Problems.answer(context.response(), 405, "This path does not take this method.");
        } else if (tooLarge(request)) {
            Problems.answer(context.response(), 413, "The body is larger than " + maxBody + " bytes.");
        } else if (multipart(request)) {
            Problems.answer(context.response(), 415, "Multipart bodies are not accepted; send the document itself.");
        } else {
            context.next();
        }
    }

    /** Verifies the signature of a hook whose body has been read. Runs after the body handler. */
    void verify(RoutingContext context) {
        if (!awaitsVerification(context)) {
            context.next();
            return;
        }
        HttpServerRequest request = context.request();
        byte[] body = context.body().buffer() == null
                ? new byte[0]
                : context.body().buffer().getBytes();
        boolean genuine = signatures.valid(request.path().substring(HOOKS.length()), request::getHeader, body);
        if (genuine) {
            context.remove(UNVERIFIED);
            context.next();
        } else {
            Problems.answer(
                    context.response(), 401, "The webhook signature is missing, wrong or older than 5 minutes.");
        }
    }

    static boolean awaitsVerification(RoutingContext context) {
        return context.get(UNVERIFIED) != null;
    }

    private static boolean health(HttpServerRequest request) {
        return (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD))
                && request.path().equals("/observe/health");
    }

    private boolean signedHook(HttpServerRequest request) {
        return request.method().equals(HttpMethod.POST)
                && request.path().startsWith(HOOKS)
                && request.path().indexOf('/', HOOKS.length()) < 0
                && signatures.present(request.path().substring(HOOKS.length()), request::getHeader);
    }

    private boolean tooLarge(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length != null && (!length.matches("\\d{1,18}") || Long.parseLong(length) > maxBody);
    }

    private static boolean multipart(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private static boolean foreignOrigin(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return "cross-site".equals(request.getHeader("Sec-Fetch-Site"))
                    && !request.method().equals(HttpMethod.GET);
        }
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null || !authority.equalsIgnoreCase(request.getHeader("Host"));
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private static String credential(HttpServerRequest request) {
        String apiKey = request.getHeader("X-API-Key");
        String authorization = request.getHeader("Authorization");
        if (authorization == null) {
            return apiKey;
        }
        int space = authorization.indexOf(' ');
        String scheme = space < 0 ? "" : authorization.substring(0, space).toLowerCase(Locale.ROOT);
        String rest = authorization.substring(space + 1).strip();
        return switch (scheme) {
            case "bearer" -> rest;
            case "basic" -> password(rest);
            default -> null;
        };
    }

    /** With basic authentication the user has to be the person whose key is the password. */
    private static boolean isUser(HttpServerRequest request, String person) {
        String authorization = request.getHeader("Authorization");
        if (authorization == null || !authorization.regionMatches(true, 0, "basic ", 0, 6)) {
            return true;
        }
        String pair =
                new String(Base64.getDecoder().decode(authorization.substring(6).strip()), StandardCharsets.UTF_8);
        return pair.startsWith(person + ":");
    }

    private static String password(String basic) {
        try {
            String pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
