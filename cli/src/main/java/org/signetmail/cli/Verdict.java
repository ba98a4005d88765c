package org.signetmail.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.AuthenticationResults;
import org.signetmail.core.DomainName;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimProblem;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.Disposition;
import org.signetmail.dmarc.DmarcOutcome;
import org.signetmail.dmarc.DmarcResult;
import org.signetmail.dmarc.SmtpReply;
import org.signetmail.spf.SpfOutcome;
import org.signetmail.spf.SpfResult;

/** A verdict as a person reads it. */
final class Verdict {

    /** What a diagnosis looks into. */
    private static final Set<DkimProblem> CHANGED =
            EnumSet.of(DkimProblem.BODY_HASH_MISMATCH, DkimProblem.SIGNATURE_MISMATCH);

    private static final String NO_SPF = "Without SPF, as the client is not known.";

    private Verdict() {}

    /** Prints what each check said and why, and what the author's domain asks for. */
    static void print(PrintWriter out, Colors colors, Authentication result, boolean withSpf) {
        if (withSpf) {
            SpfOutcome spf = result.spf();
            String keyword = spf.result().keyword();
            out.println("SPF    " + (spf.result() == SpfResult.PASS ? colors.good(keyword) : keyword) + ": "
                    + spf.reason());
        }
        for (DkimOutcome dkim : result.dkim()) {
            String keyword = dkim.result().keyword();
            out.println("DKIM   " + (dkim.result() == DkimResult.PASS ? colors.good(keyword) : keyword) + ": "
                    + dkim.reason());
            if (dkim.problem().filter(CHANGED::contains).isPresent()) {
                out.println("       note: --explain tries the changes that are usual on the way.");
            }
        }
        DmarcOutcome dmarc = result.dmarc();
        out.println("DMARC  " + colored(colors, dmarc.result(), dmarc.result().keyword()) + ": " + dmarc.reason());
        // A lint that decided the result is in its reason already.
        dmarc.findings().stream()
                .filter(lint -> !dmarc.reason().contains(lint.message()))
                .forEach(lint -> out.println("       note: " + lint.message()));
        SmtpReply reply = result.reply();
        out.println("REPLY  " + reply.action().keyword() + ": " + reply.line());
    }

    /** DMARC decides: a failure of SPF or DKIM alone is none of the message. */
    static String colored(Colors colors, DmarcResult result, String text) {
        return switch (result) {
            case PASS -> colors.good(text);
            case FAIL, PERMERROR -> colors.bad(text);
            case TEMPERROR -> colors.warning(text);
            case NONE -> text;
        };
    }

    /** The field with the line ends of a terminal. */
    static String field(AuthenticationResults results) {
        return results.toField().replace("\r\n", System.lineSeparator());
    }

    /** The results; where the session is not known a DMARC that fails says that SPF had no part in it. */
    static AuthenticationResults results(Authentication result, String mta, boolean isSessionKnown) {
        AuthenticationResults results = result.toAuthenticationResults(mta);
        if (isSessionKnown || result.dmarc().result() != DmarcResult.FAIL) {
            return results;
        }
        return new AuthenticationResults(
                mta,
                results.results().stream()
                        .map(each ->
                                each.method().equals("dmarc") ? each.withReason(NO_SPF + " " + each.reason()) : each)
                        .toList());
    }

    /** All verdicts on one line, as words that a script can compare. */
    static String line(Authentication result) {
        SpfOutcome spf = result.spf();
        StringBuilder line = new StringBuilder(
                "spf=" + spf.result().keyword() + about(spf.domain().orElse(null)));
        for (DkimOutcome dkim : result.dkim()) {
            line.append("  dkim=").append(dkim.result().keyword());
            line.append(about(dkim.domain().orElse(null)));
        }
        DmarcOutcome dmarc = result.dmarc();
        line.append("  dmarc=").append(dmarc.result().keyword());
        line.append(about(dmarc.authorDomain().orElse(null)));
        line.append("  policy=").append(dmarc.policy().map(Disposition::keyword).orElse("-"));
        SmtpReply reply = result.reply();
        line.append("  disposition=").append(result.disposition().keyword());
        return line.append("  reply=")
                .append(reply.code())
                .append(' ')
                .append(reply.enhancedCode())
                .toString();
    }

    /** One sentence that says what decided, and for a failure what the checks came to instead. */
    static String why(Authentication result) {
        DmarcOutcome dmarc = result.dmarc();
        if (dmarc.result() != DmarcResult.FAIL) {
            return dmarc.reason();
        }
        List<String> parts = new ArrayList<>();
        result.spf()
                .domain()
                .ifPresent(domain -> parts.add("SPF " + result.spf().result().keyword() + " is for " + domain));
        for (DkimOutcome dkim : result.dkim()) {
            String why = dkim.problem().isPresent() ? " (" + withoutStop(dkim.reason()) + ")" : "";
            dkim.domain().ifPresent(domain -> parts.add("DKIM " + dkim.result().keyword() + " is for " + domain + why));
        }
        return parts.isEmpty() ? dmarc.reason() : withoutStop(dmarc.reason()) + ": " + String.join(", ", parts) + ".";
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private static String about(@Nullable DomainName domain) {
        return domain == null ? "" : " (" + domain + ")";
    }
}
