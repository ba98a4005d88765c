package org.signetmail.dmarc;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.signetmail.core.DnsQuery;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.spf.SpfProblem;

/** Writes {@link Authentication#explain}. */
final class Explanation {

    private static final int LINE = 600;

    private final Authentication authentication;
    private final StringBuilder text = new StringBuilder();

    Explanation(Authentication authentication) {
        this.authentication = authentication;
    }

    String text() {
        line("SPF " + authentication.spf().result().keyword() + ": "
                + authentication.spf().reason());
        if (authentication
                .helo()
                .problem()
                .filter(SpfProblem.NOT_CHECKED::equals)
                .isEmpty()) {
            line("SPF for HELO " + authentication.helo().result().keyword() + ": "
                    + authentication.helo().reason());
        }
        for (DkimOutcome outcome : authentication.dkim()) {
            line("DKIM " + outcome.result().keyword() + ": " + outcome.reason());
        }
        dmarc(authentication.dmarc());
        line("Reply " + authentication.reply().line());
        line("DNS");
        for (DnsQuery query : authentication.queries()) {
            line("  " + query.name() + " " + query.type() + " -> "
                    + query.answer().describe() + " (" + millis(query) + " ms" + (query.used() ? "" : ", not needed")
                    + ")");
        }
        return text.toString();
    }

    private void dmarc(DmarcOutcome dmarc) {
        line("DMARC " + dmarc.result().keyword() + ": " + dmarc.reason());
        dmarc.authorDomain().ifPresent(domain -> line("  author domain: " + domain));
        dmarc.record()
                .ifPresent(record -> line("  record at _dmarc."
                        + dmarc.recordDomain().map(Object::toString).orElse("") + ": " + record.text()));
        dmarc.organizationalDomain()
                .ifPresent(domain -> line("  organizational domain: " + domain + " ("
                        + dmarc.discovery().keyword() + ")"));
        dmarc.policy().ifPresent(policy -> line("  policy: " + policy.keyword() + ", " + policySource(dmarc)));
        dmarc.alignments()
                .forEach(alignment ->
                        line("  " + (alignment.aligned() ? "aligned: " : "not aligned: ") + alignment.reason()));
        dmarc.findings().forEach(finding -> line("  note: " + finding.message()));
        line("  asked for: " + dmarc.disposition().keyword());
        Handling handling = authentication.handling();
        line("  done: " + handling);
        handling.overrides()
                .forEach(each -> line(
                        "    " + each.reason().keyword() + (each.comment().isEmpty() ? "" : ": " + each.comment())));
    }

    private static String policySource(DmarcOutcome dmarc) {
        PolicyTag tag = dmarc.policyTag().orElse(PolicyTag.P);
        String source = Ascii.lowerCase(tag.name()) + "=";
        String why = switch (tag) {
            case P -> "";
            case SP -> " for a domain below that of the record";
            case NP -> " for a domain that does not exist";
        };
        String published = dmarc.publishedPolicy().map(Disposition::keyword).orElse("");
        boolean lowered = !dmarc.publishedPolicy().equals(dmarc.policy());
        String lowering = switch (dmarc.discovery()) {
            case TREEWALK -> ", one level lower for t=y";
            case PSL -> ", one level lower as pct leaves this message out";
        };
        return "from " + source + published + why + (lowered ? lowering : "");
    }

    private static String millis(DnsQuery query) {
        return BigDecimal.valueOf(query.elapsed().toNanos(), 6)
                .setScale(1, RoundingMode.HALF_UP)
                .toString();
    }

    /** Third-party text is cut and made printable here, once for all. */
    private void line(String line) {
        text.append(Ascii.printable(line, LINE)).append('\n');
    }
}
