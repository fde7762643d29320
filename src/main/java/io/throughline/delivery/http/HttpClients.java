package io.throughline.delivery.http;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.cookie.StandardCookieSpec;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client of one system: time-outs and pool by its settings, no redirects, no cookies, no retries of its own.
 * Credentials are added here, below the route, so that they are in no message, no URI and no log.
 */
public final class HttpClients implements HttpClientConfigurer {

    private static final Timeout CONNECT = Timeout.ofSeconds(5);

    private final Connector connector;
    private final HttpRequestInterceptor authorization;
    private final CsrfSessions sessions;

    private HttpClients(Connector connector, HttpRequestInterceptor authorization, CsrfSessions sessions) {
        this.connector = connector;
        this.authorization = authorization;
        this.sessions = sessions;
    }

    /** The client for the API of a system. */
    public static HttpClients api(Connector connector, Tokens tokens) {
        return new HttpClients(connector, new Bearer(connector, tokens), tokens.csrf());
    }

    /** The client for its token endpoint. */
    public static HttpClients token(Connector connector) {
        return new HttpClients(connector, new Basic(connector.credentials()), new CsrfSessions());
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        Timeout answer = Timeout.ofMilliseconds(connector.timeout().toMillis());
        builder.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(connector.connections())
                .setMaxConnPerRoute(connector.connections())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setSocketTimeout(answer)
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .build());
        builder.setDefaultRequestConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(answer)
                .setResponseTimeout(answer)
                .setRedirectsEnabled(false)
                .setCookieSpec(StandardCookieSpec.IGNORE)
                .build());
        builder.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching();
        builder.addRequestInterceptorLast(authorization);
        builder.addRequestInterceptorLast(sessions.outgoing(connector));
        builder.addResponseInterceptorFirst(sessions.incoming(connector));
        Map<String, String> placed = connector.credentials().placed();
        if (!placed.isEmpty()) {
            builder.addExecInterceptorFirst("credentials", new Placing(placed));
        }
    }

    /** Puts credentials into bodies that have a place for them; what lacks one is not sent. */
    private record Placing(Map<String, String> placed) implements ExecChainHandler {
        @Override
        public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
                throws IOException, HttpException {
            HttpEntity entity = request.getEntity();
            if (entity != null) {
                byte[] body = EntityUtils.toByteArray(entity, HttpCall.MAX_BODY);
                request.setEntity(new ByteArrayEntity(filled(body), ContentType.parse(entity.getContentType())));
            }
            return chain.proceed(request, scope);
        }

        private byte[] filled(byte[] body) throws ConnectException {
            try {
                return CredentialMarks.filled(body, name -> Optional.ofNullable(placed.get(name)));
            } catch (IllegalArgumentException missing) {
                throw new ConnectException(missing.getMessage());
            }
        }
    }

    /** Adds the bearer token that holds now, or user and password. */
    private record Bearer(Connector connector, Tokens tokens) implements HttpRequestInterceptor {
        @Override
        public void process(HttpRequest request, EntityDetails entity, HttpContext context)
                throws HttpException, IOException {
            Credentials credentials = connector.credentials();
            String token =
                    credentials.oauth() ? tokens.current(connector.system()).orElse(null) : credentials.token();
            if (token != null) {
                request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
            } else if (credentials.basic()) {
                request.setHeader(HttpHeaders.AUTHORIZATION, basic(credentials.user() + ":" + credentials.password()));
            }
        }
    }

    /** Adds client id and secret (RFC 6749, 2.3.1). */
    private record Basic(Credentials credentials) implements HttpRequestInterceptor {
        @Override
        public void process(HttpRequest request, EntityDetails entity, HttpContext context)
                throws HttpException, IOException {
            String pair = HttpCall.encode(credentials.clientId()) + ":" + HttpCall.encode(credentials.clientSecret());
            request.setHeader(HttpHeaders.AUTHORIZATION, basic(pair));
        }
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
