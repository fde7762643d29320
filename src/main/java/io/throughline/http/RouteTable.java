package io.throughline.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Every method and path the HTTP server answers. What is not in the table is refused before any route sees it, so a
 * route that is added by accident stays unreachable. Templates use {@code {name}} for exactly one path segment and a
 * trailing {@code /**} for everything below.
 */
public final class RouteTable {

    /** What the table says of one request. */
    public enum Match {
        /** The path exists and takes the method. */
        FOUND,
        /** The path exists with other methods. */
        WRONG_METHOD,
        /** No such path. */
        UNKNOWN
    }

    private record Row(Set<String> methods, Pattern path, String template) {}

    private final List<Row> rows;

    private RouteTable(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    /** The paths Throughline promises its users. */
    public static RouteTable standard() {
        return new RouteTable(List.of())
                .with("GET", "/")
                .with("GET", "/assets/{file}")
                .with("GET", "/hawtio")
                .with("GET", "/observe/health")
                .with("GET", "/observe/metrics")
                .with("GET,POST", "/observe/jolokia")
                .with("GET,POST", "/observe/jolokia/**")
                .with("GET", "/api/openapi.json")
                .with("GET", "/api/asyncapi.json")
                .with("POST", "/hooks/{vendor}")
                .with("POST", "/api/v1/events")
                .with("GET", "/api/v1/events/{id}")
                .with("GET", "/api/v1/trace/{key}")
                .with("GET", "/api/v1/workers")
                .with("GET", "/api/v1/workers/{id}")
                .with("GET", "/api/v1/customers/{id}")
                .with("GET", "/api/v1/projects/{id}")
                .with("GET", "/api/v1/contracts/{id}")
                .with("GET", "/api/v1/assignments/{id}")
                .with("POST", "/api/v1/projects")
                .with("POST", "/api/v1/rates/validate")
                .with("GET", "/api/v1/projects/{id}/billing-readiness")
                .with("POST", "/api/v1/staffing-changes/assess")
                .with("GET", "/api/v1/insight/{view}")
                .with("GET", "/api/v1/exceptions")
                .with("GET", "/api/v1/exceptions/{id}")
                .with("POST", "/api/v1/exceptions/{id}/{action}")
                .with("GET,POST", "/api/v1/replays")
                .with("GET", "/api/v1/replays/{id}")
                .with("GET", "/api/v1/payloads/{id}")
                .with("GET", "/api/v1/targets")
                .with("GET", "/api/v1/retries")
                .with("POST", "/api/v1/targets/{id}/{action}")
                .with("POST", "/api/v1/flows/{id}/{action}")
                .with("POST", "/api/v1/replays/{id}/{action}")
                .with("GET", "/api/v1/alerts")
                .with("GET", "/api/v1/audit")
                .with("GET", "/api/v1/audit/verify")
                .with("POST", "/api/v1/close/{entity}/{period}/extract")
                .with("POST", "/api/v1/close/{entity}/{period}/fetch")
                .with("POST", "/api/v1/close/verify")
                .with("GET", "/api/v1/periods")
                .with("POST", "/api/v1/periods/{entity}/{period}/{action}");
    }

    /** A table with one more row; methods are separated by commas, and GET includes HEAD. */
    public RouteTable with(String methods, String template) {
        Set<String> names = new LinkedHashSet<>(List.of(methods.split(",")));
        if (names.contains("GET")) {
            names.add("HEAD");
        }
        List<Row> extended = new ArrayList<>(rows);
        extended.add(new Row(names, pattern(template), template));
        return new RouteTable(extended);
    }

    /** Looks a raw (not decoded) path up. */
    public Match match(String method, String path) {
        Match best = Match.UNKNOWN;
        for (Row row : rows) {
            if (row.path.matcher(path).matches()) {
                if (row.methods.contains(method)) {
                    return Match.FOUND;
                }
                best = Match.WRONG_METHOD;
            }
        }
        return best;
    }

    /** The methods of a path, for the {@code Allow} header. */
    public Set<String> methods(String path) {
        Set<String> all = new LinkedHashSet<>();
        rows.stream().filter(row -> row.path.matcher(path).matches()).forEach(row -> all.addAll(row.methods));
        return all;
    }

    /** All templates in their order. */
    public List<String> templates() {
        return rows.stream().map(Row::template).toList();
    }

    private static Pattern pattern(String template) {
        StringBuilder regex = new StringBuilder();
        for (String segment : template.substring(1).split("/", -1)) {
            regex.append('/');
            if (segment.equals("**")) {
                regex.append(".+");
            } else if (segment.startsWith("{")) {
                regex.append("[^/]{1,200}");
            } else {
                regex.append(Pattern.quote(segment));
            }
        }
        return Pattern.compile(regex.toString());
    }
}
