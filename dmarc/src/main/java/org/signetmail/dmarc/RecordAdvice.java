package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.Parsed;
import org.signetmail.core.Position;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.Nearest;

/** All that there is to say of a DMARC record as a text: its faults as a receiver sees them, and what it asks for. */
final class RecordAdvice {

    /** RFC 7489 §6.2: a receiver "MUST support the ability to send to at least two". */
    private static final int URIS_THAT_ALL_TAKE = 2;

    private final String octets;
    private final @Nullable DomainName domain;
    private final DmarcRecordParser.Meant meant;
    private final List<Finding> findings = new ArrayList<>();

    private RecordAdvice(String octets, @Nullable DomainName domain) {
        this.octets = octets;
        this.domain = domain;
        this.meant = DmarcRecordParser.meant(octets);
    }

    /**
     * Looks at a text.
     *
     * @param domain whose record it is, where that is known
     */
    static RecordAdvice of(String octets, @Nullable DomainName domain) {
        RecordAdvice advice = new RecordAdvice(octets, domain);
        advice.faults();
        if (advice.meant.record() != null) {
            advice.policies(advice.meant.record());
            advice.reports(advice.meant.record());
        }
        return advice;
    }

    Parsed.Kind kind() {
        return meant.kind();
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Where a tag is. */
    Optional<Position> place(String tag) {
        return Optional.ofNullable(meant.places().get(tag));
    }

    /** Where a URI of a tag is, without its size limit. */
    Optional<Position> place(String tag, ReportUri uri) {
        return place(tag).map(place -> {
            int offset = octets.indexOf(uri.text(), place.offset());
            return offset < 0 ? place : new Position(octets, offset, uri.text().length());
        });
    }

    // ---- Faults ----------------------------------------------------------------------------------------------------

    private void faults() {
        for (Finding each : meant.findings()) {
            findings.add(DmarcCode.NOT_A_RECORD.is(each) ? mended(discarded(each)) : each);
        }
        DmarcRecord record = meant.record();
        if (record == null) {
            return;
        }
        List<String> invalid = PolicyChoice.invalid(record, false);
        if (!invalid.isEmpty()) {
            assumed(record, invalid);
        }
        Position p = meant.places().get("p");
        if (p != null && !p.equals(meant.places().values().iterator().next())) {
            add(
                    DmarcCode.POLICY_NOT_SECOND,
                    "The p tag does not follow the version. An RFC 9989 receiver takes it wherever it stands; an RFC"
                            + " 7489 receiver may take the record for one without a policy.",
                    p,
                    whole(withPolicyFirst(p)));
        }
    }

    private void assumed(DmarcRecord record, List<String> invalid) {
        String what = "The record has no valid " + String.join(" and ", invalid) + ", so ";
        String other = invalid.contains("p") || invalid.contains("sp")
                ? " An RFC 7489 receiver does the same."
                : " An RFC 7489 receiver does not know np and takes the others.";
        Position place = meant.places().get(invalid.get(0));
        // What was meant as p has one remedy, which is that of this too.
        Finding slip = place != null || !invalid.get(0).equals("p")
                ? null
                : meant.findings().stream()
                        .filter(each -> each.remedy().startsWith("Write \"p="))
                        .findFirst()
                        .orElse(null);
        if (slip != null) {
            place = slip.position().orElse(null);
        }
        String remedy = slip != null ? slip.remedy() : validPolicies(invalid, place);
        if (record.rua().isEmpty()) {
            add(
                    DmarcCode.POLICY_VOID,
                    what + "with no valid rua an RFC 9989 receiver applies no DMARC at all." + other,
                    place,
                    remedy);
        } else {
            add(
                    DmarcCode.POLICY_ASSUMED,
                    what + "an RFC 9989 receiver takes it for p=none alone, as there is a valid rua." + other,
                    place,
                    remedy);
        }
    }

    private String validPolicies(List<String> invalid, @Nullable Position place) {
        if (place == null) {
            return "Add \"p=none\", or the policy that is meant.";
        }
        String values = "Give " + String.join(" and ", invalid)
                + (invalid.size() == 1 ? " a valid value" : " valid values") + ": none, quarantine or reject.";
        return meant.findings().stream()
                .filter(each -> invalid.size() == 1
                        && DmarcCode.BAD_VALUE.is(each)
                        && each.position().filter(place::equals).isPresent())
                .findFirst()
                .map(Finding::remedy)
                .orElse(values);
    }

    private static Finding discarded(Finding nearMiss) {
        Finding told = DmarcCode.NOT_A_RECORD
                .finding(nearMiss.message() + Lints.DISCARDED)
                .remedy(nearMiss.remedy());
        return nearMiss.position().map(told::at).orElse(told);
    }

    /** The near miss with the record that was meant, where that fits into a sentence. */
    private Finding mended(Finding nearMiss) {
        String tags = Ascii.trimWsp(octets.substring(meant.tagsFrom(), meant.tagsTo()))
                .replace(DmarcNearMiss.ESCAPED, ";");
        int version = tags.indexOf("v=DMARC1");
        if (meant.tagsFrom() == 0 && version >= 0) {
            // The version stands behind other tags.
            tags = tags.substring(0, version) + Ascii.trimWsp(afterSemicolon(tags.substring(version)));
        }
        String remedy = whole(withSemicolons("v=DMARC1" + (tags.isEmpty() ? "" : "; " + Ascii.trimWsp(tags))));
        return remedy.isEmpty() ? nearMiss : nearMiss.remedy(remedy);
    }

    /** A record that is given whole lacks none of its semicolons. */
    private static String withSemicolons(String record) {
        String mended = record;
        for (int i = 0; i < DmarcRecordParser.MAX_SWALLOWED; i++) {
            Finding missing = DmarcRecordParser.meant(mended).findings().stream()
                    .filter(DmarcCode.MISSING_SEMICOLON::is)
                    .findFirst()
                    .orElse(null);
            Position place = missing == null ? null : missing.position().orElse(null);
            String write = missing == null ? "" : missing.remedy();
            if (place == null || !write.startsWith("Write \"")) {
                return mended;
            }
            mended = mended.substring(0, place.offset())
                    + write.substring(write.indexOf('"') + 1, write.lastIndexOf('"'))
                    + mended.substring(place.offset() + place.length());
        }
        return mended;
    }

    private static String afterSemicolon(String text) {
        int semicolon = text.indexOf(';');
        return semicolon < 0 ? "" : text.substring(semicolon + 1);
    }

    private String withPolicyFirst(Position p) {
        String tag = octets.substring(p.offset(), p.offset() + p.length());
        int end = p.offset() + p.length();
        int next = end < octets.length() ? DmarcRecordParser.skipWsp(octets, end + 1) : end;
        String others = octets.substring(meant.tagsFrom(), p.offset()) + octets.substring(next, meant.tagsTo());
        return "v=DMARC1; " + tag + "; " + Ascii.trimWsp(others);
    }

    /** Empty when it does not fit into a sentence. */
    private static String whole(String record) {
        return Lints.write(record, "").replace("Write ", "Publish ");
    }

    // ---- Policies --------------------------------------------------------------------------------------------------

    private void policies(DmarcRecord record) {
        Disposition p = record.p().orElse(null);
        if (p != null && record.invalidPolicies().isEmpty()) {
            // What is no record has no policy: its fault comes first, and the policy when that is mended.
            if (p == Disposition.NONE && meant.kind() == Parsed.Kind.RECORD) {
                none(record);
            }
            weaker(record, p);
        }
        if (record.testMode()) {
            testMode(record);
        }
        if (domain == null && record.psd() == PublicSuffixFlag.YES) {
            findings.add(psd("the domain is", ""));
        }
    }

    private void none(DmarcRecord record) {
        String delivered = ", so receivers deliver mail that fails as they would without DMARC";
        if (hasNoEffect(record)) {
            add(
                    DmarcCode.NO_EFFECT,
                    "The policy is none" + delivered
                            + ", and without rua nobody is told of it: the record has no effect.",
                    place("p").orElse(null),
                    "Add \"" + ruaExample() + "\", with an address that is read.");
        } else {
            add(
                    DmarcCode.POLICY_NONE,
                    (isNone(record) ? "The policy is none" : "The policy of the domain itself is none") + delivered
                            + ". That is for watching the reports, and "
                            + (isNone(record) ? "protects nobody." : "does not protect the domain itself."),
                    place("p").orElse(null),
                    "Write \"p=quarantine\" or \"p=reject\" when the reports show that all your mail passes.");
        }
    }

    private static boolean isNone(DmarcRecord record) {
        return record.p().orElse(Disposition.NONE) == Disposition.NONE
                && record.sp().orElse(Disposition.NONE) == Disposition.NONE
                && record.np().orElse(Disposition.NONE) == Disposition.NONE;
    }

    private boolean hasNoEffect(DmarcRecord record) {
        return isNone(record)
                && !meant.places().containsKey("rua")
                && !meant.places().containsKey("ruf");
    }

    private String ruaExample() {
        return "rua=mailto:dmarc@" + (domain == null ? "example.com" : domain);
    }

    private void weaker(DmarcRecord record, Disposition p) {
        Disposition sp = record.sp().orElse(p);
        // At a public suffix sp falls on those who registered below it and publish nothing.
        if (sp.compareTo(p) < 0 && record.psd() != PublicSuffixFlag.YES) {
            weaker(
                    "sp",
                    sp,
                    "p",
                    p,
                    record.np().isPresent()
                            ? "names below the domain that exist"
                            : "names below the domain, existing or not,",
                    "");
        }
        Disposition np = record.np().orElse(sp);
        Disposition higher = record.sp().isPresent() ? sp : p;
        if (np.compareTo(higher) < 0) {
            weaker(
                    "np",
                    np,
                    record.sp().isPresent() ? "sp" : "p",
                    higher,
                    "names below the domain that do not exist, and from which no mail can be genuine,",
                    " An RFC 7489 receiver does not know np, and goes by "
                            + (record.sp().isPresent() ? "sp" : "p") + "=" + higher.keyword() + ".");
        }
    }

    private void weaker(String tag, Disposition policy, String than, Disposition stronger, String who, String other) {
        add(
                DmarcCode.WEAKER_SUBDOMAINS,
                tag + "=" + policy.keyword() + " is weaker than " + than + "=" + stronger.keyword() + ": " + who
                        + " get the weaker policy." + other,
                place(tag).orElse(null),
                "Write \"" + tag + "=" + stronger.keyword() + "\".");
    }

    private void testMode(DmarcRecord record) {
        List<String> lowered = new ArrayList<>();
        lowered(lowered, "p", record.p());
        lowered(lowered, "sp", record.sp());
        lowered(lowered, "np", record.np());
        add(
                DmarcCode.TEST_MODE,
                lowered.isEmpty()
                        ? "The record has t=y, which has no effect on a policy of none."
                        : "The record has t=y, so an RFC 9989 receiver applies " + String.join(", and ", lowered)
                                + ". An RFC 7489 receiver does not know t, and applies the policy in full.",
                place("t").orElse(null),
                "Take it out" + (lowered.isEmpty() ? "." : " when the test is over."));
    }

    private static void lowered(List<String> lowered, String tag, Optional<Disposition> policy) {
        if (policy.isPresent() && policy.get() != Disposition.NONE) {
            lowered.add(policy.get().milder().keyword() + " instead of " + tag + "="
                    + policy.get().keyword());
        }
    }

    /** The record claims to be that of a public suffix. */
    Finding psd(String isOne, String because) {
        Finding finding = DmarcCode.PSD_OUTSIDE_SUFFIX
                .finding("psd=y says that " + isOne + " a public suffix, such as com or co.uk" + because
                        + ". So an RFC 9989 receiver takes each name below it for a domain of somebody else: mail that"
                        + " is authenticated for one of them is not aligned with the domain, or with another. An RFC"
                        + " 7489 receiver does not know psd.")
                .remedy("Take it out, unless others register names below the domain.");
        return place("psd").map(finding::at).orElse(finding);
    }

    // ---- Reports ---------------------------------------------------------------------------------------------------

    private void reports(DmarcRecord record) {
        if (!meant.places().containsKey("rua") && !hasNoEffect(record)) {
            add(
                    DmarcCode.NO_RUA,
                    "The record has no rua, so receivers send no aggregate reports, and its owner does not see who"
                            + " sends in its name and what becomes of that mail.",
                    null,
                    "Add \"" + ruaExample() + "\", with an address that is read.");
        }
        for (ReportKind kind : ReportKind.values()) {
            uris(kind, kind == ReportKind.AGGREGATE ? record.rua() : record.ruf());
        }
        if (!record.ruf().isEmpty() && record.psd() == PublicSuffixFlag.YES) {
            add(
                    DmarcCode.RUF_WITH_PSD,
                    "The record is that of a public suffix (psd=y), so an RFC 9989 receiver sends no failure reports to"
                            + " its ruf. An RFC 7489 receiver does not know psd, and may send them.",
                    place("ruf").orElse(null),
                    "Take it out.");
        }
    }

    private void uris(ReportKind kind, List<ReportUri> uris) {
        String tag = kind == ReportKind.AGGREGATE ? "rua" : "ruf";
        if (!uris.isEmpty() && uris.stream().noneMatch(ReportUri::isMail)) {
            add(
                    DmarcCode.NO_MAIL_URI,
                    "The " + tag
                            + " tag has no mailto URI. No receiver has to support another scheme, and those that do"
                            + " not ignore it.",
                    place(tag).orElse(null),
                    Lints.write(tag + "=" + withMail(uris.get(0).text()), "Name a mail address too."));
        }
        if (uris.size() > URIS_THAT_ALL_TAKE) {
            add(
                    DmarcCode.MANY_URIS,
                    "The " + tag + " tag has " + uris.size()
                            + " URIs. RFC 9989 sets no limit, but an RFC 7489 receiver has"
                            + " to send to two of them only, so the others may get nothing.",
                    place(tag).orElse(null),
                    Lints.write(
                            tag + "=" + uris.get(0).text() + "," + uris.get(1).text(),
                            "Name two, and have them pass the reports on."));
        }
    }

    /** With a mail address beside it; a scheme that is mailto but for a typing error is mended. */
    private String withMail(String uri) {
        int colon = uri.indexOf(':');
        boolean misspelt = uri.indexOf('@') > colon
                && Nearest.of(uri.substring(0, colon), List.of("mailto")).isPresent();
        return misspelt
                ? "mailto" + uri.substring(colon)
                : uri + ",mailto:dmarc@" + (domain == null ? "example.com" : domain);
    }

    private void add(DmarcCode code, String message, @Nullable Position place, String remedy) {
        Finding finding = code.finding(message).remedy(remedy);
        findings.add(place == null ? finding : finding.at(place));
    }
}
