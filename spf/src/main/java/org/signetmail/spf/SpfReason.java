package org.signetmail.spf;

import java.util.Optional;
import org.signetmail.core.DomainName;

/** Puts an outcome into a sentence. */
final class SpfReason {

    private SpfReason() {}

    static String of(SpfOutcome outcome) {
        String domain = outcome.domain().map(DomainName::toString).orElse("the identity");
        Optional<SpfProblem> problem = outcome.problem();
        if (problem.isPresent()) {
            return "SPF of " + domain + ": " + problem.get().description() + at(outcome.path())
                    + (outcome.detail().isEmpty() ? "" : " - " + outcome.detail()) + ".";
        }
        return domain + " " + verb(outcome.result()) + " the client"
                + outcome.path().map(path -> ": " + path + " matches").orElse(": no mechanism matches") + ".";
    }

    private static String at(Optional<SpfPath> path) {
        return path.map(terms -> ", at " + terms).orElse("");
    }

    private static String verb(SpfResult result) {
        return switch (result) {
            case PASS -> "permits";
            case FAIL -> "does not permit";
            case SOFTFAIL -> "probably does not permit";
            default -> "says nothing of";
        };
    }
}
