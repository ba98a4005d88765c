package org.signetmail.spf;

import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.dns.RecordCache;

/**
 * The SPF record among the TXT records of a domain (RFC 7208 §4.5), parsed whole (RFC 7208 §4.6), or why there is none.
 *
 * @param detail of the problem
 */
record Selection(@Nullable SpfRecord record, @Nullable SpfProblem problem, String detail) {

    static Selection of(DomainName domain, DnsAnswer answer, SpfLimits limits, RecordCache<SpfParse> records) {
        if (answer instanceof DnsAnswer.NxDomain) {
            // RFC 7208 §4.3.
            return none(SpfProblem.NO_SUCH_DOMAIN, domain.toString());
        }
        String selected = null;
        if (answer instanceof DnsAnswer.Found found) {
            for (DnsRecord txt : found.records()) {
                String octets = ((DnsRecord.Txt) txt).octets();
                if (SpfRecordParser.isSpf(octets)) {
                    if (selected != null) {
                        return none(SpfProblem.SEVERAL_RECORDS, domain.toString());
                    }
                    selected = octets;
                }
            }
        }
        if (selected == null) {
            return none(SpfProblem.NO_RECORD, domain.toString());
        }
        if (selected.length() > limits.recordOctets()) {
            return none(SpfProblem.RECORD_TOO_LARGE, domain + " has " + selected.length() + " octets");
        }
        SpfParse parse = records.get(selected, SpfRecord::parse);
        return parse instanceof SpfSyntaxError error
                ? none(error.problem(), "in the record of " + domain + ": " + error)
                : new Selection((SpfRecord) parse, null, "");
    }

    private static Selection none(SpfProblem problem, String detail) {
        return new Selection(null, problem, detail);
    }
}
