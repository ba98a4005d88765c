package org.signetmail.core;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The domain that a message claims to come from (RFC 9989 §3.2.2), or why there is none to go by. Nothing is ever
 * guessed: where two readers of a From field could see two authors, there is no author domain.
 *
 * <pre>{@code
 * AuthorDomain author = AuthorDomain.of(message.fields());
 * author.domain();    // the one author domain
 * author.problem();   // or else why not
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param domains the distinct domains of the addresses in the From field, in its order; more than one only with
 *     {@link AuthorProblem#SEVERAL_DOMAINS}, none with any other problem
 * @param problem why there is no author domain
 * @param reason one English sentence, in printing ASCII
 */
public record AuthorDomain(List<DomainName> domains, Optional<AuthorProblem> problem, String reason) {

    /** The most addresses that a From field may have. */
    public static final int MAX_ADDRESSES = 100;

    /**
     * Checks that domains and problem fit together.
     *
     * @param domains the distinct domains
     * @param problem why there is no author domain
     * @param reason one English sentence
     * @throws IllegalArgumentException when they do not
     */
    public AuthorDomain {
        domains = List.copyOf(domains);
        Objects.requireNonNull(reason, "reason");
        boolean several = problem.filter(AuthorProblem.SEVERAL_DOMAINS::equals).isPresent();
        if (several ? domains.size() < 2 : domains.size() != (problem.isPresent() ? 0 : 1)) {
            throw new IllegalArgumentException(problem + " with " + domains);
        }
    }

    /**
     * The one author domain.
     *
     * @return nothing when there is a {@link #problem}
     */
    public Optional<DomainName> domain() {
        return problem.isPresent() ? Optional.empty() : Optional.of(domains.get(0));
    }

    /**
     * Finds the author domain of a message.
     *
     * @param fields all header fields of the message, malformed ones included
     * @return the author domain, or why there is none
     */
    public static AuthorDomain of(List<HeaderField> fields) {
        HeaderField from = null;
        int count = 0;
        int hidden = 0;
        for (HeaderField field : fields) {
            // Interpretation of RFC 5322 §2.2 and RFC 9989 §4.4: a bare CR or LF ends no line, but not every reader
            // knows.
            hidden += isMeantAsFrom(field) ? 0 : field.hidden("From");
            if (field.is("From") || isMeantAsFrom(field)) {
                from = field;
                count++;
            }
        }
        if (from == null && hidden > 0) {
            return none(
                    AuthorProblem.MALFORMED_FROM, "The From field stands behind a bare CR or LF within another field.");
        }
        if (from == null) {
            return none(AuthorProblem.NO_FROM, "The message has no From field.");
        }
        if (count > 1) {
            // RFC 9989 §4.4: a repeated From is no valid message; to pick one is to let the sender choose.
            return none(AuthorProblem.SEVERAL_FROM, "The message has " + count + " From fields.");
        }
        if (hidden > 0) {
            return none(
                    AuthorProblem.SEVERAL_FROM,
                    "The message has a second From field behind a bare CR or LF within another field.");
        }
        if (!from.isWellFormed()) {
            return none(
                    AuthorProblem.MALFORMED_FROM,
                    "The From field is malformed: its name has characters around or in it that do not belong there.");
        }
        return FromParser.parse(from.value());
    }

    // Interpretation of RFC 9989 §4.4: a line that some other reader may take for a From field counts as one, so that
    // a message with such a line has either a malformed or a repeated From. "From CRLF SP :", " From:" as the first
    // line, and names with NUL, a BOM or a no-break space in them were all seen to be displayed as the author.
    private static boolean isMeantAsFrom(HeaderField field) {
        return !field.isWellFormed() && field.isMeantAs("From");
    }

    static AuthorDomain none(AuthorProblem problem, String reason) {
        return new AuthorDomain(List.of(), Optional.of(problem), reason);
    }
}
