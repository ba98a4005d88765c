package org.signetmail.core;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.IdnConverter;
import org.signetmail.core.message.FromParser;
import org.signetmail.core.message.FromSyntax;

/**
 * The domain that a message claims to come from (RFC 9989 §3.2.2), or why there is none to go by. Nothing is ever
 * guessed: where two readers of a From field could see two authors, there is no author domain. What is no address hides
 * nobody: octets of any charset in names, quoted strings and comments, and names without the quotes that they need, are
 * {@link #findings}.
 *
 * <pre>{@code
 * AuthorDomain author = AuthorDomain.of(message.fields());
 * author.domain();    // the one author domain
 * author.problem();   // or else why not
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class AuthorDomain {

    /** The most addresses that a From field may have. */
    public static final int MAX_ADDRESSES = FromParser.MAX_ADDRESSES;

    /** How many domains a sentence names. */
    private static final int MAX_NAMED = 3;

    private final List<DomainName> domains;
    private final Optional<AuthorProblem> problem;
    private final String reason;
    private final List<Finding> findings;

    private AuthorDomain(
            List<DomainName> domains, Optional<AuthorProblem> problem, String reason, List<Finding> findings) {
        this.domains = List.copyOf(domains);
        this.problem = problem;
        this.reason = reason;
        this.findings = List.copyOf(findings);
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
        for (HeaderField field : Objects.requireNonNull(fields, "fields")) {
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
        return ofValue(from.value());
    }

    private static AuthorDomain ofValue(String value) {
        FromSyntax from = FromParser.parse(value);
        if (from.fault() != null) {
            return malformed(from.fault());
        }
        if (from.domains().isEmpty()) {
            return from.hasGroup()
                    ? none(AuthorProblem.NO_ADDRESS, "The From field has a group without members.")
                    : malformed("it has no address");
        }
        if (from.domains().size() > MAX_ADDRESSES) {
            return none(
                    AuthorProblem.TOO_MANY_ADDRESSES, "The From field has more than " + MAX_ADDRESSES + " addresses.");
        }
        Set<DomainName> distinct = new LinkedHashSet<>();
        for (FromSyntax.Domain domain : from.domains()) {
            Optional<DomainName> name = Optional.ofNullable(domain.text()).flatMap(DomainName::parse);
            if (name.isEmpty() || endsInDigits(domain.octets())) {
                return none(AuthorProblem.UNUSABLE_DOMAIN, unusable(domain));
            }
            distinct.add(name.get());
        }
        List<DomainName> names = List.copyOf(distinct);
        boolean one = names.size() == 1;
        return new AuthorDomain(
                names,
                one ? Optional.empty() : Optional.of(AuthorProblem.SEVERAL_DOMAINS),
                one ? "The author domain is " + names.get(0) + "." : several(names, from.unquoted() >= 0),
                findings(from, value));
    }

    /** RFC 3696 §2: no top-level domain is all digits; {@code ceo@127.0.0.1} is an address literal without its brackets. */
    private static boolean endsInDigits(String domain) {
        // A domain name, so no label is empty.
        int start = domain.length() - (domain.endsWith(".") ? 1 : 0);
        while (start > 0 && Ascii.isDigit(domain.charAt(start - 1))) {
            start--;
        }
        return start == 0 || domain.charAt(start - 1) == '.';
    }

    private static AuthorDomain malformed(String fault) {
        return none(AuthorProblem.MALFORMED_FROM, "The From field is malformed: " + fault + ".");
    }

    private static String unusable(FromSyntax.Domain domain) {
        String shown = domain.octets().isEmpty() ? "a literal" : "\"" + Ascii.printable(domain.octets(), 80) + "\"";
        String why = Optional.ofNullable(domain.text())
                .flatMap(IdnConverter::refusal)
                .map(refusal -> ": " + refusal)
                .orElse(".");
        return "The From field has an address whose domain is " + shown + ", which is no domain name" + why;
    }

    private static String several(List<DomainName> names, boolean unquoted) {
        StringBuilder sentence = new StringBuilder("The From field has addresses of ")
                .append(names.size())
                .append(" different domains");
        for (int i = 0; i < Math.min(names.size(), MAX_NAMED); i++) {
            sentence.append(i == 0 ? ": " : ", ").append(names.get(i));
        }
        sentence.append(names.size() > MAX_NAMED ? " and more." : ".");
        return unquoted ? sentence + " One stands in a display name that lacks its quotes." : sentence.toString();
    }

    private static List<Finding> findings(FromSyntax from, String value) {
        List<Finding> findings = new ArrayList<>();
        if (from.unquoted() >= 0) {
            findings.add(FromFinding.NAME_UNQUOTED.at(value, from.unquoted()));
        }
        if (from.oddDot() >= 0) {
            findings.add(FromFinding.LOCAL_PART_DOTS.at(value, from.oddDot()));
        }
        // RFC 6532 §3.2 allows UTF-8 and nothing else beyond ASCII. What is no address hides nobody all the same.
        if (from.notUtf8() >= 0) {
            findings.add(FromFinding.NOT_UTF8.at(value, from.notUtf8()));
        }
        return findings;
    }

    // Interpretation of RFC 9989 §4.4: a line that some other reader may take for a From field counts as one, so that
    // a message with such a line has either a malformed or a repeated From. "From CRLF SP :", " From:" as the first
    // line, and names with NUL, a BOM or a no-break space in them were all seen to be displayed as the author.
    private static boolean isMeantAsFrom(HeaderField field) {
        return !field.isWellFormed() && field.isMeantAs("From");
    }

    private static AuthorDomain none(AuthorProblem problem, String reason) {
        return new AuthorDomain(List.of(), Optional.of(problem), reason, List.of());
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
     * The distinct domains of the addresses in the From field.
     *
     * @return in the order of the field; more than one only with {@link AuthorProblem#SEVERAL_DOMAINS}, none with any other
     *     problem
     */
    public List<DomainName> domains() {
        return domains;
    }

    /**
     * Why there is no author domain.
     *
     * @return nothing when there is one
     */
    public Optional<AuthorProblem> problem() {
        return problem;
    }

    /**
     * What there is to say in words.
     *
     * @return one English sentence or two, in printing ASCII
     */
    public String reason() {
        return reason;
    }

    /**
     * What is odd about a From field whose domains are clear all the same.
     *
     * @return {@code from-name-unquoted}, {@code from-local-part-dots}, {@code from-not-utf8}, each at most once; none with
     *     a problem other than {@link AuthorProblem#SEVERAL_DOMAINS}
     */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * Domain or problem, and why, for a log.
     *
     * @return one line of printing ASCII
     */
    public String summary() {
        return this + ": " + reason;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AuthorDomain that
                && domains.equals(that.domains)
                && problem.equals(that.problem)
                && reason.equals(that.reason)
                && findings.equals(that.findings);
    }

    @Override
    public int hashCode() {
        return Objects.hash(domains, problem, reason, findings);
    }

    /** The author domain, or the problem. */
    @Override
    public String toString() {
        return problem.map(Enum::name).orElseGet(() -> domains.get(0).toString());
    }
}
