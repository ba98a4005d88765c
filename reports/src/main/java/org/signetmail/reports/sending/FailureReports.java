package org.signetmail.reports.sending;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsQuery;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.Message;
import org.signetmail.core.RecordType;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.HeaderText;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimProblem;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.DmarcAlignment;
import org.signetmail.dmarc.DmarcIdentifier;
import org.signetmail.dmarc.DmarcOutcome;
import org.signetmail.dmarc.DmarcRecord;
import org.signetmail.dmarc.DmarcResult;
import org.signetmail.dmarc.FailureOption;
import org.signetmail.dmarc.PublicSuffixFlag;
import org.signetmail.reports.AuthFailureType;
import org.signetmail.spf.SpfResult;
import org.signetmail.spf.address.IpAddress;

/**
 * Failure reports (RFC 9991, in the format of RFC 6591): about one message that failed, at once. Off by default: nothing makes them
 * but who makes one of these. The body of a message is never in one; of its header a few fields are, without names, with local parts
 * as keyed hashes (RFC 6590) and with links that do not work.
 *
 * <pre>{@code
 * FailureReports reports = FailureReports.of(submitter, signer, redactionKey);
 * FailureRateLimit limit = FailureRateLimit.of(5, 100, InstantSource.system());
 *
 * Optional<FailureNotice> notice = reports.about(authentication, message, received);
 * if (notice.isPresent()) {
 *     for (String address : finder.find(notice.get().policyDomain(), notice.get().record(), ReportKind.FAILURE).addresses()) {
 *         limit.admit(address, notice.get()).ifPresent(incidents ->
 *                 send(address, reports.mail(notice.get(), address, incidents, now)));
 *     }
 * }
 * }</pre>
 *
 * <p>Send them with the null reverse-path, so that none comes back, and none is about another one (RFC 6591 §6.4). Immutable and
 * thread-safe.
 */
public final class FailureReports {

    /** RFC 2104 §3: a key shorter than the hash makes it weaker. */
    private static final int LEAST_KEY = 16;

    private static final int LONGEST_VALUE = 500;

    /** RFC 6591 §3.2.4 SPF-DNS: one for each record; SPF itself has no more than ten look-ups and the first. */
    private static final int MOST_RECORDS = 11;

    private static final int MOST_SIGNATURES = 10;

    private final ReportSubmitter submitter;
    private final DkimSigner signer;
    private final @Nullable Redaction redaction;

    private FailureReports(ReportSubmitter submitter, DkimSigner signer, @Nullable Redaction redaction) {
        this.submitter = submitter;
        this.signer = signer;
        this.redaction = redaction;
    }

    /**
     * Reports of a receiver.
     *
     * @param submitter who reports
     * @param signer of the domain of the submitter's address, or of one above it
     * @param redactionKey a secret of 16 octets or more; the same one gives the same hash for the same local part
     * @return makes reports
     * @throws IllegalArgumentException when the key is shorter, or the signature would not be aligned
     */
    public static FailureReports of(ReportSubmitter submitter, DkimSigner signer, byte[] redactionKey) {
        if (redactionKey.length < LEAST_KEY) {
            throw new IllegalArgumentException("a key for redaction has " + LEAST_KEY + " octets or more");
        }
        MailText.requireAligned(submitter, Objects.requireNonNull(signer, "signer"));
        return new FailureReports(submitter, signer, new Redaction(redactionKey));
    }

    /**
     * Reports that hide nothing: addresses as they are, and the message itself, whole. RFC 9991 §7 has receivers think of whose
     * mail they pass on, and to whom: for domains of one's own, and for whom one has agreed with.
     *
     * <p>The octets that a signature was checked against are in them (RFC 6591 §3.2.3), when the check was made with a
     * {@linkplain org.signetmail.dkim.DkimOptions#withDiagnosis diagnosis}; of the body when the diagnosis has all of it.
     *
     * @param submitter who reports
     * @param signer of the domain of the submitter's address, or of one above it
     * @return makes reports
     * @throws IllegalArgumentException when the signature would not be aligned
     */
    public static FailureReports unredacted(ReportSubmitter submitter, DkimSigner signer) {
        MailText.requireAligned(submitter, Objects.requireNonNull(signer, "signer"));
        return new FailureReports(submitter, signer, null);
    }

    /**
     * What there is to report about a message, if its domain asks for it by {@code ruf=} and {@code fo=}.
     *
     * @param checked all that was found out about it, with what is done with it
     * @param message the message
     * @param received when it came
     * @return nothing when nothing failed that the domain wants to hear of, when DNS did not tell, for a public suffix (RFC 9991 §2),
     *     and for mail with the null reverse-path, which may be a report itself
     */
    public Optional<FailureNotice> about(Authentication checked, Message message, Instant received) {
        Objects.requireNonNull(received, "received");
        DmarcOutcome dmarc = checked.dmarc();
        DmarcRecord record = dmarc.record().orElse(null);
        DomainName policyDomain = dmarc.recordDomain().orElse(null);
        DomainName author = dmarc.authorDomain().orElse(null);
        boolean judged = dmarc.result() == DmarcResult.PASS || dmarc.result() == DmarcResult.FAIL;
        if (record == null
                || policyDomain == null
                || author == null
                || !judged
                || record.ruf().isEmpty()
                || record.psd() == PublicSuffixFlag.YES
                || checked.envelope().mailFrom().isEmpty()) {
            return Optional.empty();
        }
        boolean dkim = isAligned(dmarc, DmarcIdentifier.Mechanism.DKIM);
        boolean spf = isAligned(dmarc, DmarcIdentifier.Mechanism.SPF);
        AuthFailureType type = wanted(record.fo(), checked, dkim, spf);
        if (type == null) {
            return Optional.empty();
        }
        DkimOutcome signature = dkim ? failed(checked) : failedOfAuthor(checked, author);
        List<String> report = new ArrayList<>();
        report.add("Feedback-Type: auth-failure");
        report.add("Version: 1");
        report.add("User-Agent: " + submitter.generator());
        report.add("Auth-Failure: " + type.keyword());
        report.add("Authentication-Results: " + results(checked, author));
        // RFC 9991 §4: the mechanisms that failed, not those that passed.
        report.add("Identity-Alignment: " + (dkim && spf ? "none" : dkim ? "spf" : spf ? "dkim" : "dkim, spf"));
        report.add("Reported-Domain: " + author);
        report.add("Original-Mail-From: <" + address(checked.envelope().mailFrom()) + ">");
        report.add("Source-IP: " + IpAddress.of(checked.envelope().clientIp()));
        report.add("Arrival-Date: " + MailText.date(received));
        report.add("Delivery-Result: " + delivery(checked));
        if (signature != null) {
            signature(report, signature);
        }
        if (!spf) {
            records(report, checked);
        }
        String kind = type.keyword() + " " + author + " "
                + IpAddress.of(checked.envelope().clientIp())
                + (signature == null ? "" : " " + signature.domain().orElse(author) + " " + problem(signature));
        List<String> lines = new ArrayList<>();
        report.forEach(line -> lines.add(cut(line)));
        if (redaction != null) {
            return Optional.of(new FailureNotice(
                    policyDomain, record, type, kind, lines, FailureSampleText.redacted(message, redaction)));
        }
        if (signature != null) {
            lines.addAll(CanonicalOctets.fields(signature));
        }
        return Optional.of(
                new FailureNotice(policyDomain, record, type, kind, lines, FailureSampleText.whole(message)));
    }

    private String address(String address) {
        return redaction == null ? Redaction.shown(address) : redaction.address(address);
    }

    private static String cut(String line) {
        return HeaderText.cut(Redaction.shown(line), 2 * LONGEST_VALUE);
    }

    private static boolean isAligned(DmarcOutcome dmarc, DmarcIdentifier.Mechanism mechanism) {
        for (DmarcAlignment each : dmarc.alignments()) {
            if (each.aligned() && each.identifier().mechanism() == mechanism) {
                return true;
            }
        }
        return false;
    }

    /** RFC 9989 §4.7, fo: what failed that the domain wants to hear of, or null. */
    private static @Nullable AuthFailureType wanted(
            Set<FailureOption> fo, Authentication checked, boolean dkim, boolean spf) {
        boolean all = fo.contains(FailureOption.ALL_FAIL) && !dkim && !spf;
        boolean any = fo.contains(FailureOption.ANY_FAIL) && !(dkim && spf);
        if (all || any) {
            return AuthFailureType.DMARC;
        }
        DkimOutcome failed = failed(checked);
        if (fo.contains(FailureOption.DKIM) && failed != null) {
            return failed.problem().equals(Optional.of(DkimProblem.BODY_HASH_MISMATCH))
                    ? AuthFailureType.BODYHASH
                    : failed.problem().equals(Optional.of(DkimProblem.KEY_REVOKED))
                            ? AuthFailureType.REVOKED
                            : AuthFailureType.SIGNATURE;
        }
        boolean spfFailed =
                checked.spf().result() == SpfResult.FAIL || checked.spf().result() == SpfResult.SOFTFAIL;
        return fo.contains(FailureOption.SPF) && spfFailed ? AuthFailureType.SPF : null;
    }

    /** A signature that did not pass and could have been read, or null; what a temporary error hides is not known. */
    private static @Nullable DkimOutcome failed(Authentication checked) {
        for (DkimOutcome each : checked.dkim()) {
            boolean failed = each.result() != DkimResult.PASS && each.result() != DkimResult.TEMPERROR;
            if (failed && each.domain().isPresent() && each.selector().isPresent()) {
                return each;
            }
        }
        return null;
    }

    /** RFC 9991 §4: "REQUIRED for DKIM failures of an aligned identifier"; else any that failed. */
    private static @Nullable DkimOutcome failedOfAuthor(Authentication checked, DomainName author) {
        DomainName organization = checked.dmarc().organizationalDomain().orElse(author);
        for (DkimOutcome each : checked.dkim()) {
            boolean failed = each.result() != DkimResult.PASS && each.result() != DkimResult.TEMPERROR;
            boolean own = each.domain().map(d -> d.isEqualOrBelow(organization)).orElse(false);
            if (failed && own && each.selector().isPresent()) {
                return each;
            }
        }
        return failed(checked);
    }

    private static String problem(DkimOutcome signature) {
        return signature.problem().map(DkimProblem::code).orElse("");
    }

    private void signature(List<String> report, DkimOutcome signature) {
        report.add(
                "DKIM-Domain: " + signature.domain().map(DomainName::toString).orElse(""));
        String identity = signature.identity().orElse("");
        int at = identity.lastIndexOf('@');
        report.add("DKIM-Identity: "
                + (at > 0
                        ? address(identity)
                        : "@" + signature.domain().map(DomainName::toString).orElse("")));
        report.add("DKIM-Selector: "
                + signature.selector().map(DomainName::toString).orElse(""));
    }

    /** RFC 6591 §3.2.4: each record that was looked up, in quotes. */
    private void records(List<String> report, Authentication checked) {
        int told = 0;
        Set<String> names = new HashSet<>();
        checked.spf().domain().ifPresent(domain -> names.add(domain.toString()));
        for (DnsQuery query : checked.queries()) {
            if (!query.used() || query.type() != RecordType.TXT || !(query.answer() instanceof DnsAnswer.Found found)) {
                continue;
            }
            for (DnsRecord each : found.records()) {
                if (each instanceof DnsRecord.Txt txt
                        && Ascii.startsWithIgnoreCase(txt.octets(), 0, "v=spf1")
                        && (redaction == null || names.contains(query.name().toString()))
                        && told++ < MOST_RECORDS) {
                    names.addAll(named(txt.octets()));
                    report.add("SPF-DNS: txt : " + query.name() + " : \""
                            + HeaderText.cut(escaped(Redaction.shown(txt.octets())), LONGEST_VALUE) + "\"");
                }
            }
        }
    }

    /** The names that a record has in so many words. Those that macros make may have the local part in them. */
    private static Set<String> named(String record) {
        Set<String> names = new HashSet<>();
        StringTokenizer terms = new StringTokenizer(record, " ");
        while (terms.hasMoreTokens()) {
            String term = terms.nextToken();
            int at = Math.max(term.indexOf(':'), term.indexOf('='));
            DomainName.parse(term.substring(at + 1)).ifPresent(name -> names.add(name.toString()));
        }
        return names;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** With domains alone. */
    private String results(Authentication checked, DomainName author) {
        StringJoiner results = new StringJoiner("; ");
        results.add(submitter.domain().toString());
        results.add("dmarc=" + checked.dmarc().result().keyword() + " header.from=" + author);
        results.add("spf=" + checked.spf().result().keyword()
                + checked.spf()
                        .domain()
                        .map(domain -> " smtp.mailfrom=" + domain)
                        .orElse(""));
        int told = 0;
        for (DkimOutcome each : checked.dkim()) {
            if (each.domain().isPresent() && told++ < MOST_SIGNATURES) {
                results.add("dkim=" + each.result().keyword() + " header.d="
                        + each.domain().get()
                        + each.selector().map(name -> " header.s=" + name).orElse(""));
            }
        }
        return results.toString();
    }

    private static String delivery(Authentication checked) {
        return switch (checked.handling().action()) {
            case ACCEPT -> "delivered";
            case QUARANTINE -> "spam";
            case REFUSE -> "reject";
            case DEFER -> "other";
        };
    }

    /**
     * The mail to one recipient, signed.
     *
     * @param notice what to tell
     * @param address who gets it, as {@link ReportRecipients} has it
     * @param incidents for how many failures it stands, as {@link FailureRateLimit} has it
     * @param date when it is made
     * @return the signed message: ASCII, lines ended by CRLF; the same for the same
     * @throws IllegalArgumentException when the address is no plain one, or incidents is less than 1
     */
    public byte[] mail(FailureNotice notice, String address, long incidents, Instant date) {
        if (incidents < 1) {
            throw new IllegalArgumentException("a report stands for 1 failure or more, not " + incidents);
        }
        String to = MailText.requirePlain(address);
        String seed = String.join("\n", notice.report()) + notice.sample().seed() + to + date.getEpochSecond();
        String id = Long.toHexString(MessageIds.hash(seed)) + "." + date.getEpochSecond() + "@" + submitter.domain();
        MailText mail = new MailText(seed);
        mail.head(
                submitter,
                to,
                date,
                "DMARC failure report for " + notice.policyDomain(),
                id,
                "multipart/report; report-type=feedback-report");
        mail.part()
                .field("Content-Type", "text/plain; charset=us-ascii")
                .line("")
                .line("This is an authentication failure report (RFC 9991) of " + submitter.domain())
                .line("on mail that it received in the name of a domain of yours.")
                .lines(
                        redaction == null
                                ? List.of()
                                : List.of("Names are left out, and local parts of addresses are replaced by hashes."))
                .line("")
                .line("The domain asks for such reports in its DNS, by ruf= at _dmarc." + notice.policyDomain() + ".")
                .line("")
                .part()
                .field("Content-Type", "message/feedback-report")
                .line("");
        notice.report().forEach(mail::line);
        mail.line("Incidents: " + incidents).line("").part();
        notice.sample().writeTo(mail);
        return mail.line("").end().signed(signer);
    }
}
