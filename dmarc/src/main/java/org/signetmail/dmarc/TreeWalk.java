package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;

/**
 * The DNS tree walk from one domain up to the top (RFC 9989 §4.10): at most eight names.
 *
 * @param start where the walk began
 * @param steps what was found, from the longest name to the shortest
 */
record TreeWalk(DomainName start, List<RecordsAtName> steps) {

    /** RFC 9989 §4.10 step 4: longer names than this are cut to one label less. */
    private static final int MAX_LABELS = 8;

    /** The names of a whole walk: the start, its right-most 7 labels if it has more than 8, then every parent. */
    static List<DomainName> names(DomainName start) {
        List<DomainName> names = new ArrayList<>();
        names.add(start);
        for (int labels = Math.min(start.labelCount(), MAX_LABELS) - 1; labels > 0; labels--) {
            names.add(start.suffix(labels));
        }
        return names;
    }

    static TreeWalk from(DomainName start, RecordsAtName.Reader reader) {
        return from(start, reader::read);
    }

    /** The walk over what somebody knows of each name. */
    static TreeWalk from(DomainName start, Function<DomainName, RecordsAtName> reader) {
        List<RecordsAtName> steps = new ArrayList<>();
        for (DomainName name : names(start)) {
            RecordsAtName at = reader.apply(name);
            steps.add(at);
            // Nothing is certain any more behind a failure, unless the policy was at the start already.
            if (at.failure() != null && steps.get(0).record() == null) {
                break;
            }
            // RFC 9989 §4.10 steps 2 and 6: psd=n and psd=y end the walk, anything else does not.
            if (at.record() != null && at.record().psd() != PublicSuffixFlag.UNDECIDED) {
                break;
            }
        }
        return new TreeWalk(start, List.copyOf(steps));
    }

    /** The record of the start itself. */
    @Nullable
    DmarcRecord ownRecord() {
        return steps.get(0).record();
    }

    /** The first failure, if any; then no other method but {@link #ownRecord} and {@link #highestDomain} is certain. */
    DnsAnswer.@Nullable Failed failure() {
        for (RecordsAtName at : steps) {
            if (at.failure() != null) {
                return at.failure();
            }
        }
        return null;
    }

    /** RFC 9989 §4.10.2: the organizational domain of the start, from the longest name to the shortest. */
    DomainName organizationalDomain() {
        return select(false);
    }

    /** The highest that the organizational domain can be, whatever the answers are that did not come. */
    DomainName highestDomain() {
        return select(true);
    }

    private DomainName select(boolean failuresAreRecords) {
        DomainName fewestLabels = start;
        for (RecordsAtName at : steps) {
            DmarcRecord record = at.record();
            if (record == null) {
                fewestLabels = failuresAreRecords && at.failure() != null ? at.domain() : fewestLabels;
                continue;
            }
            if (record.psd() == PublicSuffixFlag.NO) {
                return at.domain();
            }
            // The start counts as such for the walk of the Author Domain too, though RFC 9989 §4.10.1 words that one as
            // starting at its parent: foo.bank below a bank with psd=y is its own organizational domain.
            if (record.psd() == PublicSuffixFlag.YES && !at.domain().equals(start)) {
                return start.suffix(at.domain().labelCount() + 1);
            }
            fewestLabels = at.domain();
        }
        return fewestLabels;
    }

    /** The step at a domain that the walk came by. */
    @Nullable
    RecordsAtName at(DomainName domain) {
        for (RecordsAtName at : steps) {
            if (at.domain().equals(domain)) {
                return at;
            }
        }
        return null;
    }

    /** The step of a public suffix above the start. */
    @Nullable
    RecordsAtName publicSuffix() {
        for (RecordsAtName at : steps) {
            if (at.record() != null
                    && at.record().psd() == PublicSuffixFlag.YES
                    && !at.domain().equals(start)) {
                return at;
            }
        }
        return null;
    }

    /** RFC 9989 §4.10.1: the record of the author domain, else of its organizational domain, else of its public suffix. */
    @Nullable
    RecordsAtName policyRecord() {
        if (ownRecord() != null) {
            return at(start);
        }
        // A record between the two, which the walk came by, is not consulted.
        RecordsAtName at = at(organizationalDomain());
        return at != null && at.record() != null ? at : publicSuffix();
    }

    List<Finding> lints() {
        List<Finding> lints = new ArrayList<>();
        steps.forEach(at -> lints.addAll(at.lints()));
        return lints;
    }
}
