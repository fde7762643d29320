package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Violation;
import io.throughline.people.Worker;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * V-ASG-05: a worker has the skills, certifications and clearances that the booking or its project asks for, until its last
 * day. What is asked for is a list of codes in {@code ext.throughline.requires} of either.
 */
final class QualificationRules {

    private QualificationRules() {}

    /** One finding for each code that the worker lacks or that expires too early. */
    static List<Violation> check(Assignment assignment, Worker worker, Project project) {
        Set<String> required = new TreeSet<>();
        Stream.of(assignment.ext(), project.ext())
                .forEach(ext -> codes(ext).forEach(code -> required.add(code.asText())));
        LocalDate last = assignment.to().minusDays(1);
        List<Violation> found = new ArrayList<>();
        for (String code : required) {
            objection(worker, code, last)
                    .ifPresent(why -> found.add(Violation.hold(
                            "V-ASG-05",
                            "/workerId",
                            "the booking on " + project.projectId() + " asks for " + code + ", which worker "
                                    + worker.workerId() + " " + why)));
        }
        return found;
    }

    private static Iterable<JsonNode> codes(JsonNode ext) {
        return ext == null ? List.of() : ext.at("/throughline/requires");
    }

    /** Why the code is not enough; of several the one that is valid longest counts. */
    private static Optional<String> objection(Worker worker, String code, LocalDate last) {
        List<Worker.Qualification> held = Stream.concat(worker.skills().stream(), worker.clearance().stream())
                .filter(one -> one.code().equals(code))
                .toList();
        if (held.isEmpty()) {
            return Optional.of("does not have");
        }
        boolean lasts = held.stream()
                .anyMatch(one -> one.validTo() == null || !one.validTo().isBefore(last));
        return lasts
                ? Optional.empty()
                : held.stream()
                        .map(Worker.Qualification::validTo)
                        .max(LocalDate::compareTo)
                        .map(until -> "has until " + until + " only, the assignment lasts until " + last);
    }
}
