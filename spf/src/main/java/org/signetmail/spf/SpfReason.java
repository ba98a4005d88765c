package org.signetmail.spf;

import java.util.Optional;
import java.util.stream.Collectors;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;

/** Puts an outcome into a sentence. */
final class SpfReason {

    /** A term may be as long as a record; of a long one, a person needs the beginning. */
    private static final int MAX_TERM = 80;

    private SpfReason() {}

    static String of(SpfOutcome outcome) {
        String domain = outcome.domain().map(DomainName::toString).orElse("no domain");
        Optional<String> way = outcome.path().map(SpfReason::way);
        Optional<SpfProblem> problem = outcome.problem();
        if (problem.isPresent()) {
            String at = way.map(path -> ", at " + path).orElse("");
            String detail = outcome.detail().isEmpty() ? "" : " - " + outcome.detail();
            return "SPF of " + domain + ": " + problem.get().description() + at + detail + ".";
        }
        String matched = way.map(path -> ": " + path + " matches").orElse("");
        return switch (outcome.result()) {
            case PASS -> domain + " permits the client" + matched + ".";
            case FAIL -> domain + " does not permit the client" + matched + ".";
            case SOFTFAIL -> domain + " probably does not permit the client" + matched + ".";
            case NEUTRAL ->
                domain + " says nothing of the client" + (matched.isEmpty() ? ": no mechanism matches" : matched) + ".";
            case NONE, TEMPERROR, PERMERROR ->
                "SPF of " + domain + ": " + outcome.result().keyword() + ".";
        };
    }

    private static String way(SpfPath path) {
        return path.terms().stream()
                .map(term -> Ascii.printable(term.toString(), MAX_TERM))
                .collect(Collectors.joining(" > "));
    }
}
