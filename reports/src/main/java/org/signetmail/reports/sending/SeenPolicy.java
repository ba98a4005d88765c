package org.signetmail.reports.sending;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.signetmail.core.Finding;
import org.signetmail.core.Severity;
import org.signetmail.core.internal.HeaderText;
import org.signetmail.dmarc.AlignmentMode;
import org.signetmail.dmarc.DiscoveryMethod;
import org.signetmail.dmarc.Disposition;
import org.signetmail.dmarc.DmarcRecord;
import org.signetmail.dmarc.FailureOption;

/**
 * A policy as it was discovered, with the defaults of what it does not say (RFC 9990 §3.1.1.5). Immutable and thread-safe.
 *
 * @param p the policy
 * @param sp that of subdomains
 * @param np that of subdomains which do not exist
 * @param adkim how DKIM has to be aligned
 * @param aspf how SPF has to be aligned
 * @param fo when failure reports are wanted
 * @param testing whether {@code t=y}
 * @param pct the percentage of RFC 7489, 100 where it says none
 * @param discovery how it was found
 * @param errors what is wrong with it
 */
record SeenPolicy(
        Disposition p,
        Disposition sp,
        Disposition np,
        AlignmentMode adkim,
        AlignmentMode aspf,
        String fo,
        boolean testing,
        int pct,
        DiscoveryMethod discovery,
        List<String> errors) {

    /** RFC 9990 §3.1.5: short, and enough to help. */
    private static final int MOST_ERRORS = 3;

    private static final int LONGEST_ERROR = 200;

    SeenPolicy {
        errors = List.copyOf(errors);
    }

    static SeenPolicy of(DmarcRecord record, DiscoveryMethod discovery) {
        // RFC 9989 §4.10.1: a record with an invalid policy counts as p=none alone.
        boolean usable = record.p().isPresent() && record.invalidPolicies().isEmpty();
        Disposition p = usable ? record.p().get() : Disposition.NONE;
        Disposition sp = usable ? record.sp().orElse(p) : p;
        Disposition np = usable ? record.np().orElse(sp) : p;
        OptionalInt pct = record.pct();
        return new SeenPolicy(
                p,
                sp,
                np,
                record.adkim(),
                record.aspf(),
                fo(record.fo()),
                record.testMode(),
                pct.orElse(100),
                discovery,
                errors(record.findings()));
    }

    private static String fo(Set<FailureOption> options) {
        List<String> letters = new ArrayList<>();
        for (FailureOption each : FailureOption.values()) {
            if (options.contains(each)) {
                letters.add(
                        switch (each) {
                            case ALL_FAIL -> "0";
                            case ANY_FAIL -> "1";
                            case DKIM -> "d";
                            case SPF -> "s";
                        });
            }
        }
        return letters.isEmpty() ? "0" : String.join(":", letters);
    }

    private static List<String> errors(List<Finding> findings) {
        List<String> errors = new ArrayList<>();
        for (Finding each : findings) {
            if (each.severity() != Severity.INFO && errors.size() < MOST_ERRORS) {
                errors.add(HeaderText.cut(XmlCharacters.clean(each.message()), LONGEST_ERROR));
            }
        }
        return errors;
    }
}
