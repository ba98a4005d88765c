package org.signetmail.dmarc.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.core.internal.Ascii;

/**
 * What the owner of a record or a policy of MTA-STS ought to know about it (RFC 8461): findings whose codes begin with
 * {@code mta-sts-}; more may come. What a domain has of it altogether is for {@link DomainCheck}.
 *
 * <p>Without state; all methods are thread-safe.
 */
public final class MtaStsLint {

    static final String VERSION = "STSv1";

    private static final int MAX_ID = 32;

    private MtaStsLint() {}

    /**
     * All kinds of findings about MTA-STS.
     *
     * @return in a fixed order
     */
    public static List<FindingCode> codes() {
        return DomainCode.codes("mta-sts-");
    }

    /**
     * Tells whether a text is about it.
     *
     * @param octets the strings of a TXT record joined, one {@code char} of 0 to 255 for each octet
     * @return true for a record of MTA-STS, and for what was meant as one
     */
    public static boolean recognizes(String octets) {
        return TagText.start(Objects.requireNonNull(octets, "octets"), VERSION) != TagText.Start.OTHER;
    }

    /**
     * Looks at the text of a record.
     *
     * @param octets the strings of a TXT record joined, one {@code char} of 0 to 255 for each octet
     * @return what is wrong with it; empty when all is well
     */
    public static List<Finding> of(String octets) {
        Objects.requireNonNull(octets, "octets");
        if (TagText.start(octets, VERSION) != TagText.Start.RECORD) {
            return List.of(RecordFaults.noRecord(DomainCode.MTA_STS_NOT_A_RECORD, octets, VERSION));
        }
        TagText tags = TagText.of(octets);
        List<Finding> findings = new ArrayList<>();
        TagText.Field id = tags.field("id").orElse(null);
        if (id == null) {
            findings.add(DomainCode.MTA_STS_ID.finding("The record of MTA-STS has no id=."));
        } else if (!isId(id.value())) {
            findings.add(DomainCode.MTA_STS_ID.finding(
                    octets,
                    id.start(),
                    id.end(),
                    "The record of MTA-STS has id=" + TagText.show(id.value()) + ", where 1 to " + MAX_ID
                            + " letters and digits are wanted."));
        }
        findings.addAll(RecordFaults.strange(
                DomainCode.MTA_STS_SYNTAX, DomainCode.MTA_STS_UNKNOWN_FIELD, tags, List.of("v", "id"), "MTA-STS"));
        return List.copyOf(findings);
    }

    /**
     * Looks at the text of a policy, as it is served at {@code https://mta-sts.DOMAIN/.well-known/mta-sts.txt} (RFC 8461 §3.2).
     *
     * @param octets the body of the answer, one {@code char} of 0 to 255 for each octet
     * @return what is wrong with it; empty when all is well. A position is one in the line that the finding is about
     */
    public static List<Finding> ofPolicy(String octets) {
        return PolicyText.of(Objects.requireNonNull(octets, "octets")).findings();
    }

    private static boolean isId(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!Ascii.isLetterOrDigit(value.charAt(i))) {
                return false;
            }
        }
        return !value.isEmpty() && value.length() <= MAX_ID;
    }
}
