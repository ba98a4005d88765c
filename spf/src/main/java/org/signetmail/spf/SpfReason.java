package org.signetmail.spf;

import java.util.Optional;
import org.signetmail.core.DomainName;

/** Puts an outcome into a sentence. */
final class SpfReason {

    private SpfReason() {}

    static String of(SpfOutcome outcome) {
        String domain = outcome.domain().map(DomainName::toString).orElse("no domain");
        Optional<SpfProblem> problem = outcome.problem();
        if (problem.isPresent()) {
            String at = outcome.path().map(path -> ", at " + path).orElse("");
            String detail = outcome.detail().isEmpty() ? "" : " - " + outcome.detail();
            return "SPF of " + domain + ": " + problem.get().description() + at + detail + ".";
        }
        String matched = outcome.path().map(path -> ": " + path + " matches").orElse("");
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
}
