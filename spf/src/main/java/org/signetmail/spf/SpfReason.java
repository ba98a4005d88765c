package org.signetmail.spf;

import java.net.InetAddress;
import java.util.Optional;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.internal.Ascii;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.spf.record.SpfTerm;

/** Puts an outcome into a sentence, and into a line of a log. */
final class SpfReason {

    /** A term may be as long as a record; of a long one, a person needs the beginning. */
    private static final int MAX_TERM = 80;

    private final SpfOutcome outcome;

    SpfReason(SpfOutcome outcome) {
        this.outcome = outcome;
    }

    String sentence() {
        Optional<SpfProblem> problem = outcome.problem();
        if (problem.isPresent()) {
            return problem(problem.get());
        }
        String decided =
                outcome.path().map(path -> ": " + way(path) + " matches").orElse(": no mechanism matches");
        String domain = domain();
        return switch (outcome.result()) {
            case PASS -> domain + " permits " + client() + decided + ".";
            case FAIL -> domain + " does not permit " + client() + decided + ".";
            case SOFTFAIL -> domain + " probably does not permit " + client() + decided + ".";
            default -> domain + " says nothing of " + client() + decided + ".";
        };
    }

    private String problem(SpfProblem problem) {
        if (problem == SpfProblem.NOT_CHECKED) {
            return "SPF of " + identity() + " was not checked.";
        }
        if (outcome.domain().isEmpty()) {
            boolean empty = outcome.detail().equals("\"\"");
            return "There is no domain to check for " + client() + ": " + identity() + " is "
                    + (empty ? "empty." : outcome.detail() + ", which is no domain name.");
        }
        String at = outcome.path().map(path -> way(path) + " - ").orElse("");
        // A sentence about the text of a record says by itself what is wrong.
        String what = problem.isOfSyntax() ? "" : problem.description();
        String detail = outcome.detail().isEmpty()
                        || outcome.detail().equals(outcome.domain().get().toString())
                ? ""
                : (what.isEmpty() ? "" : " - ") + outcome.detail();
        return "SPF of " + domain() + " for " + client() + ": " + at + what + detail + "." + joinedStrings(problem);
    }

    /** A valid record may lead nowhere because two of its strings were joined; rare enough to read it once more. */
    private String joinedStrings(SpfProblem problem) {
        for (SpfOutcome.Noted noted : outcome.noted()) {
            if (!problem.isOfSyntax() && !noted.txt().seams().isEmpty()) {
                for (Finding finding : SpfRecord.parse(noted.txt()).findings()) {
                    String message = finding.message();
                    boolean said = outcome.detail().endsWith(message.substring(0, message.length() - 1));
                    if (finding.code().equals(SpfProblem.STRINGS_JOINED.code()) && !said) {
                        return " " + message;
                    }
                }
            }
        }
        return "";
    }

    /** The domain, and of which identity it is. */
    private String domain() {
        return outcome.domain().map(DomainName::toString).orElse("no domain") + " (" + identity() + ")";
    }

    /** RFC 7208 §2.3, §2.4. */
    private String identity() {
        if (outcome.identity() == SpfIdentity.HELO) {
            return "HELO";
        }
        return outcome.heloStoodIn() ? "HELO in place of the empty MAIL FROM" : "MAIL FROM";
    }

    private String client() {
        return outcome.clientIp().map(SpfReason::client).orElse("no client");
    }

    /** Of an address that no host of the Internet has, the set-up of this host is more likely the cause than the sender. */
    private static String client(InetAddress ip) {
        return IpAddress.of(ip) + (isPrivate(ip) ? " (a private address)" : "");
    }

    /** RFC 1918, RFC 6598 §7, RFC 4193 §3, RFC 3927, RFC 4291 §2.5.3, §2.5.6. */
    static boolean isPrivate(InetAddress ip) {
        byte[] octets = ip.getAddress();
        boolean shared = octets.length == 4 && octets[0] == 100 && (octets[1] & 0xC0) == 64;
        boolean uniqueLocal = octets.length == 16 && (octets[0] & 0xFE) == 0xFC;
        return shared || uniqueLocal || ip.isSiteLocalAddress() || ip.isLoopbackAddress() || ip.isLinkLocalAddress();
    }

    private static String way(SpfPath path) {
        StringBuilder way = new StringBuilder();
        for (SpfTerm term : path.terms()) {
            way.append(way.length() == 0 ? "" : " > ").append(Ascii.printable(term.toString(), MAX_TERM));
        }
        return way.toString();
    }

    String summary() {
        StringBuilder line = new StringBuilder("spf=").append(outcome.result().keyword());
        outcome.domain()
                .ifPresent(name -> line.append(' ')
                        .append(outcome.identity().keyword())
                        .append('=')
                        .append(name)
                        .append(outcome.heloStoodIn() ? " (helo)" : ""));
        outcome.clientIp().ifPresent(ip -> line.append(" client=").append(IpAddress.of(ip)));
        outcome.problem().ifPresent(problem -> line.append(" problem=").append(problem.code()));
        outcome.path().ifPresent(path -> line.append(" term=").append(way(path)));
        SpfCounts counts = outcome.counts();
        return line.append(" terms=")
                .append(counts.terms())
                .append(" voids=")
                .append(counts.voids())
                .append(" queries=")
                .append(counts.queries())
                .toString();
    }
}
