package org.signetmail.dmarc;

import org.jspecify.annotations.Nullable;
import org.signetmail.core.Envelope;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.DkimOutcome;

/** Writes {@link Authentication#summary}: words and pairs, what a stranger chose in quotes. */
final class SummaryLine {

    /** More signatures than this are counted only: a log line is no place for fifty. */
    private static final int MAX_SIGNATURES = 10;

    private SummaryLine() {}

    static String of(Authentication authentication) {
        Envelope envelope = authentication.envelope();
        DmarcOutcome dmarc = authentication.dmarc();
        StringBuilder line = new StringBuilder(200);
        line.append("client=").append(envelope.clientIp().getHostAddress());
        line.append(" helo=").append(quoted(envelope.helo(), 255));
        line.append(" mail-from=").append(quoted(envelope.mailFrom(), 320));
        line.append(" author=").append(name(dmarc.authorDomain().orElse(null)));
        line.append(" spf=").append(authentication.spf().result().keyword());
        int signatures = 0;
        for (DkimOutcome outcome : authentication.dkim()) {
            if (++signatures <= MAX_SIGNATURES) {
                line.append(" dkim=").append(outcome.result().keyword());
                line.append(" d=").append(name(outcome.domain().orElse(null)));
                line.append(" s=").append(name(outcome.selector().orElse(null)));
            }
        }
        if (signatures > MAX_SIGNATURES) {
            line.append(" more-dkim=").append(signatures - MAX_SIGNATURES);
        }
        line.append(" dmarc=").append(dmarc.result().keyword());
        line.append(" policy=").append(dmarc.policy().map(Disposition::keyword).orElse("-"));
        SmtpReply reply = authentication.reply();
        line.append(" action=").append(reply.action().keyword());
        return line.append(" reply=").append(quoted(reply.line(), 420)).toString();
    }

    /** A domain name has none but letters, digits, dots, hyphens and underscores. */
    private static String name(@Nullable Object domain) {
        return domain == null ? "-" : domain.toString();
    }

    /** Nothing in the text can end the quotes, so nobody can write a pair of his own into the line. */
    private static String quoted(String text, int max) {
        StringBuilder quoted = new StringBuilder().append('"');
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (quoted.length() > max) {
                quoted.append("...");
                break;
            }
            if (c == '"' || c == '\\') {
                quoted.append(c == '"' ? "\\034" : "\\092");
            } else {
                Ascii.appendPrintable(quoted, c);
            }
            i += Character.charCount(c);
        }
        return quoted.append('"').toString();
    }
}
