package org.signetmail.dmarc.domain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.Message;
import org.signetmail.dmarc.AlignmentMode;
import org.signetmail.dmarc.DmarcAlignment;
import org.signetmail.dmarc.DmarcEvaluator;
import org.signetmail.dmarc.DmarcIdentifier;
import org.signetmail.dmarc.DmarcOptions;
import org.signetmail.dmarc.DmarcOutcome;
import org.signetmail.dmarc.IdentifierResult;
import org.signetmail.dmarc.PublicSuffixList;

/** Whether a MAIL FROM or a d= can align with the domain (RFC 9989 §4.4), supposed that SPF and DKIM pass. */
final class AlignmentCheck {

    private final DomainName domain;
    private final AuthorDomain author;
    private final DmarcEvaluator rfc9989;
    private final @Nullable DmarcEvaluator rfc7489;
    private final Consumer<Finding> findings;

    AlignmentCheck(
            DnsResolver lookups, DomainName domain, @Nullable PublicSuffixList suffixes, Consumer<Finding> findings) {
        this.domain = domain;
        this.author =
                AuthorDomain.of(Message.of(("From: <x@" + domain + ">\r\n\r\n").getBytes(StandardCharsets.US_ASCII))
                        .fields());
        this.rfc9989 = DmarcEvaluator.using(lookups);
        this.rfc7489 = suffixes == null
                ? null
                : rfc9989.withOptions(DmarcOptions.DEFAULT.withPublicSuffixList(suffixes, () -> 0));
        this.findings = findings;
    }

    void check(List<DomainName> mailFrom, List<DomainName> signing) {
        List<Boolean> cannot = new ArrayList<>();
        for (DomainName each : mailFrom) {
            cannot.add(check(each, DmarcIdentifier.Mechanism.SPF));
        }
        for (DomainName each : signing) {
            cannot.add(check(each, DmarcIdentifier.Mechanism.DKIM));
        }
        if (!mailFrom.isEmpty() && !signing.isEmpty() && !cannot.contains(false)) {
            findings.accept(DomainCode.ALIGN_NOTHING
                    .finding("Mail from " + domain + " that has nothing but these (MAIL FROM " + list(mailFrom)
                            + ", d= " + list(signing) + ") fails DMARC, even when SPF and DKIM pass.")
                    .remedy("Sign with d=" + domain + ": that also survives forwarding.")
                    .about(domain));
        }
    }

    private static String list(List<DomainName> names) {
        return String.join(", ", names.stream().map(DomainName::toString).toList());
    }

    /** Whether it cannot align by either RFC. */
    private boolean check(DomainName other, DmarcIdentifier.Mechanism mechanism) {
        DmarcIdentifier identifier = new DmarcIdentifier(mechanism, other, IdentifierResult.PASS);
        DmarcOutcome now = rfc9989.evaluate(author, List.of(identifier));
        DmarcAlignment byWalk = alignment(now).orElse(null);
        if (byWalk == null) {
            return false;
        }
        DmarcOutcome before = rfc7489 == null ? now : rfc7489.evaluate(author, List.of(identifier));
        DmarcAlignment byList = alignment(before).orElse(byWalk);
        boolean fails = cannot(byWalk);
        boolean failedBefore = cannot(byList);
        if (!fails && !failedBefore) {
            return false;
        }
        boolean spf = mechanism == DmarcIdentifier.Mechanism.SPF;
        String what = spf ? "A MAIL FROM at " + other : "A signature with d=" + other;
        String when = fails == failedBefore
                ? ""
                : fails ? " for a receiver that goes by RFC 9989" : " for a receiver that goes by RFC 7489";
        DmarcAlignment decides = fails ? byWalk : byList;
        String otherwise = fails == failedBefore ? "" : " By RFC " + (fails ? "7489" : "9989") + " it aligns.";
        findings.accept((spf ? DomainCode.ALIGN_MAIL_FROM : DomainCode.ALIGN_SIGNING_DOMAIN)
                .finding(what + " does not align with From at " + domain + when + ", because "
                        + reason(decides, fails ? now : before) + ". So " + (spf ? "SPF" : "DKIM")
                        + " cannot make that mail pass DMARC" + (otherwise.isEmpty() ? "." : " there." + otherwise))
                .remedy(remedy(decides, spf, other, fails ? now : before))
                .about(other));
        return fails && failedBefore;
    }

    private static Optional<DmarcAlignment> alignment(DmarcOutcome outcome) {
        return outcome.alignments().stream().findFirst();
    }

    private static boolean cannot(DmarcAlignment alignment) {
        return alignment.verdict() == DmarcAlignment.Verdict.NOT_IDENTICAL
                || alignment.verdict() == DmarcAlignment.Verdict.OTHER_ORGANIZATION;
    }

    private String reason(DmarcAlignment alignment, DmarcOutcome outcome) {
        String tag = tag(alignment);
        if (alignment.verdict() == DmarcAlignment.Verdict.NOT_IDENTICAL) {
            return "the record at _dmarc." + outcome.recordDomain().orElse(domain) + " has " + tag
                    + "=s (strict), by which the two have to be the same";
        }
        String organization = outcome.organizationalDomain().orElse(domain).toString();
        return alignment
                .organizationalDomain()
                .filter(own -> !own.toString().equals(organization))
                .map(own -> "its organizational domain is " + own + ", and that of " + domain + " is " + organization)
                .orElse("it is neither " + organization + " nor a name below that");
    }

    private static String tag(DmarcAlignment alignment) {
        return alignment.identifier().mechanism() == DmarcIdentifier.Mechanism.SPF ? "aspf" : "adkim";
    }

    private String remedy(DmarcAlignment alignment, boolean spf, DomainName other, DmarcOutcome outcome) {
        boolean strict = alignment.mode() == AlignmentMode.STRICT;
        String use = spf
                ? "Have the service that sends use a MAIL FROM (Return-Path, bounce address) at "
                : "Have the service that sends sign with d=";
        String rest = spf ? ", or rely on a signature with d=" + domain : "";
        if (!strict) {
            return use + domain + " or a name below it" + rest + ".";
        }
        boolean relaxedHelps =
                other.isEqualOrBelow(outcome.organizationalDomain().orElse(domain));
        return use
                + domain
                + rest
                + (relaxedHelps
                        ? "; or write " + tag(alignment) + "=r in the record, by which names of one organization align."
                        : ".");
    }
}
