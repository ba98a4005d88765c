package org.signetmail.testkit.internal;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.signetmail.core.Finding;
import org.signetmail.core.Severity;

/**
 * The rule that all tables of findings are held to: whoever is told that something is wrong is told what comes of it, at a
 * receiver, a verifier, a sender, a reporter or a mailbox program. Without state; all methods are thread-safe.
 */
public final class NamedEffect {

    /** Somebody who acts on what is published, and in the same clause what they do. */
    private static final Pattern ACTS = Pattern.compile(
            "(?i)\\b(receivers?|verifiers?|senders?|servers?|reporters?|mailbox programs?)\\b[^.:;]*\\b(accepts?|appl(y|ies)|asks?|count|counts|delivers?|discards?|ends?|fails?|finds?|go"
                    + " by|gets?|ignores?|judges?"
                    + "|deliver|do as if|looks?|makes?|match|pass|passes|reads?|refuses?|says?|sees?|sends?|shows?|takes?|treats?|tries)\\b");

    /** What comes of it for a check, a term, a tag, a policy or a report. */
    private static final Pattern RESULT = Pattern.compile("\\b(permerror|temperror|(is|are) ignored|never"
            + " (matches|decides|does|looked at)|lets? [^.]* pass|counts? as|no report (arrives|goes)|No report"
            + " (arrives|goes)|No TLS report comes|no mail reaches|not arrive|has no effect|the weaker policy)\\b");

    private NamedEffect() {}

    /**
     * Looks at a finding of a table.
     *
     * @param finding what a lint says
     * @param exceptions the codes that need not name an effect, each with the reason
     * @return what is missing; nothing when the finding is of severity {@link Severity#INFO}, or names an effect
     */
    public static Optional<String> missing(Finding finding, Map<String, String> exceptions) {
        boolean named = RESULT.matcher(finding.message()).find()
                || ACTS.matcher(finding.message()).find();
        if (finding.severity() == Severity.INFO || (named != exceptions.containsKey(finding.code()))) {
            return Optional.empty();
        }
        return Optional.of((named ? "names an effect, and is an exception: " : "names no effect: ") + finding.code()
                + ": " + finding.message());
    }
}
