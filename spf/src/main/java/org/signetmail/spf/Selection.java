package org.signetmail.spf;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.Parsed;
import org.signetmail.core.dns.RecordCache;
import org.signetmail.core.internal.Ascii;
import org.signetmail.spf.record.SpfRecord;

/**
 * The SPF record among the TXT records of a domain (RFC 7208 §4.5), parsed whole (RFC 7208 §4.6), or why there is none.
 *
 * @param detail of the problem
 * @param txt the text that was selected, valid or not; of several the first; null without one, and for one that is too long
 * @param noted the text that there is something to say of; null for most
 */
record Selection(
        @Nullable SpfRecord record,
        @Nullable SpfProblem problem,
        String detail,
        DnsRecord.@Nullable Txt txt,
        DnsRecord.@Nullable Txt noted) {

    /** How much of a record is shown beside another one. */
    private static final int MAX_SHOWN = 60;

    static Selection of(DomainName domain, DnsAnswer answer, SpfLimits limits, RecordCache<Parsed<SpfRecord>> records) {
        if (answer instanceof DnsAnswer.NxDomain) {
            // RFC 7208 §4.3.
            return none(SpfProblem.NO_SUCH_DOMAIN, domain.toString());
        }
        DnsRecord selected = null;
        if (answer instanceof DnsAnswer.Found found) {
            for (DnsRecord record : found.records()) {
                if (SpfRecord.isSpf(start(record))) {
                    if (selected != null) {
                        return several(domain, found);
                    }
                    selected = record;
                }
            }
            if (selected == null) {
                return nearMiss(domain, found);
            }
        }
        if (selected == null) {
            return none(SpfProblem.NO_RECORD, domain.toString());
        }
        if (selected instanceof DnsRecord.LongTxt large) {
            return none(SpfProblem.RECORD_TOO_LARGE, domain + " has " + large.problem());
        }
        DnsRecord.Txt txt = (DnsRecord.Txt) selected;
        if (txt.octets().length() > limits.recordOctets()) {
            return new Selection(
                    null,
                    SpfProblem.RECORD_TOO_LARGE,
                    domain + " has " + txt.octets().length() + " octets, more than " + limits.recordOctets(),
                    txt,
                    null);
        }
        Parsed<SpfRecord> parsed = records.get(txt.octets(), SpfRecord::parse);
        SpfRecord record = parsed.record().orElse(null);
        if (record == null) {
            return invalid(domain, txt);
        }
        boolean toNote = !parsed.findings().isEmpty() || !txt.seams().isEmpty();
        return new Selection(record, null, "", txt, toNote ? txt : null);
    }

    /** Enough of a record to tell whether it is the one; a part of it stands for all of it. */
    private static String start(DnsRecord record) {
        return record instanceof DnsRecord.LongTxt large ? large.start() : ((DnsRecord.Txt) record).octets();
    }

    private static Selection invalid(DomainName domain, DnsRecord.Txt txt) {
        List<Finding> findings = SpfRecord.parse(txt).findings();
        int octet = findings.get(0).position().orElseThrow().offset() + 1;
        return new Selection(
                null,
                SpfProblem.of(findings.get(0)),
                "octet " + octet + " of the record of " + domain + ": " + messages(findings),
                txt,
                txt);
    }

    /** RFC 7208 §4.5: "If the resultant record set includes more than one record, check_host() produces permerror". */
    private static Selection several(DomainName domain, DnsAnswer.Found found) {
        int count = 0;
        DnsRecord.Txt first = null;
        StringBuilder shown = new StringBuilder();
        for (DnsRecord record : found.records()) {
            String octets = start(record);
            if (SpfRecord.isSpf(octets)) {
                count++;
                first = first == null && record instanceof DnsRecord.Txt txt ? txt : first;
                if (count <= 2) {
                    shown.append(count == 1 ? ": " : " | ").append(Ascii.printable(octets, MAX_SHOWN));
                }
            }
        }
        return new Selection(
                null,
                SpfProblem.SEVERAL_RECORDS,
                domain + " has " + count + shown + (count > 2 ? " | ..." : ""),
                first,
                null);
    }

    /** None of the texts is a record; one may have been meant as one. */
    private static Selection nearMiss(DomainName domain, DnsAnswer.Found found) {
        for (DnsRecord record : found.records()) {
            if (!(record instanceof DnsRecord.Txt txt)) {
                continue;
            }
            Parsed<SpfRecord> parsed = SpfRecord.parse(txt);
            if (parsed.kind() == Parsed.Kind.NEAR_MISS) {
                return new Selection(
                        null,
                        SpfProblem.NO_RECORD,
                        domain + " has a TXT record that looks like one: " + messages(parsed.findings()),
                        null,
                        txt);
            }
        }
        return none(SpfProblem.NO_RECORD, domain.toString());
    }

    /** As one clause, without the last stop. */
    private static String messages(List<Finding> findings) {
        StringBuilder messages = new StringBuilder();
        for (Finding finding : findings) {
            messages.append(messages.length() == 0 ? "" : " ").append(finding.message());
        }
        messages.setLength(messages.length() - 1);
        return messages.toString();
    }

    private static Selection none(SpfProblem problem, String detail) {
        return new Selection(null, problem, detail, null, null);
    }
}
