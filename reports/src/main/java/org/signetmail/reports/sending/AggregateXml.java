package org.signetmail.reports.sending;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.signetmail.core.internal.HeaderText;
import org.signetmail.dmarc.AlignmentMode;
import org.signetmail.dmarc.DiscoveryMethod;
import org.signetmail.reports.OverrideType;
import org.signetmail.reports.ReportedDisposition;

/** Writes one {@code feedback} element, in the order of the schema throughout (RFC 9990 App. A, RFC 7489 App. C). Not thread-safe. */
final class AggregateXml {

    private static final String NAMESPACE = "urn:ietf:params:xml:ns:dmarc-2.0";

    /** As much is collected before it is written. */
    private static final int CHUNK = 1 << 13;

    /** RFC 9990 §3.1.5: "should not contain an extremely large body". */
    private static final int LONGEST_ERROR = 1000;

    private final OutputStream out;
    private final boolean old;
    private final StringBuilder text = new StringBuilder(CHUNK + 1000);
    private int depth;

    AggregateXml(OutputStream out, AggregateForm form) {
        this.out = out;
        this.old = form == AggregateForm.RFC_7489;
    }

    void write(AggregateDocument document) throws IOException {
        RowTable table = document.state().table();
        text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feedback");
        text.append(old ? "" : " xmlns=\"" + NAMESPACE + "\"").append(">\n");
        depth++;
        element("version", "1.0");
        metadata(document, table);
        policy(document.key(), table.policy());
        for (RowTable.Slot each : table.shown()) {
            // A row without a message holds a place, and is no record.
            if (each.count > 0) {
                record(each.row, each.count);
            }
            if (text.length() >= CHUNK) {
                flush();
            }
        }
        depth--;
        text.append("</feedback>\n");
        flush();
    }

    private void flush() throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }

    private void metadata(AggregateDocument document, RowTable table) {
        ReportSubmitter submitter = document.submitter();
        open("report_metadata");
        element("org_name", submitter.organization());
        element("email", submitter.email());
        submitter.contact().ifPresent(contact -> element("extra_contact_info", contact));
        element("report_id", document.reportId());
        open("date_range");
        element("begin", Long.toString(document.key().begin().getEpochSecond()));
        element("end", Long.toString(document.key().end().getEpochSecond()));
        close("date_range");
        List<String> errors = errors(table);
        if (!errors.isEmpty()) {
            element("error", HeaderText.cut(String.join(" ", errors), LONGEST_ERROR));
        }
        if (!old) {
            element("generator", submitter.generator());
        }
        close("report_metadata");
    }

    /** What the reader would else take for the whole truth. */
    private static List<String> errors(RowTable table) {
        List<String> errors = new ArrayList<>();
        if (table.untold() > 0) {
            errors.add(table.untold() + " of " + table.messages() + " messages are in no record: there were more than "
                    + (table.rowsRefused()
                            ? "this receiver has room for."
                            : table.limits().rows() + " kinds of them, or they were too long."));
        }
        if (table.memory() == RowTable.Memory.GIVEN_UP) {
            errors.add(
                    "There were more messages than this receiver remembers the ids of: those that were seen twice may be"
                            + " counted twice.");
        }
        if (table.policyChanged()) {
            errors.add("The policy changed within the period: the last one is told, and records may go by another.");
        }
        errors.addAll(table.policy().errors());
        return errors;
    }

    private void policy(AggregateKey key, SeenPolicy policy) {
        open("policy_published");
        element("domain", key.policyDomain().toString());
        if (old) {
            element("adkim", mode(policy.adkim()));
            element("aspf", mode(policy.aspf()));
            element("p", policy.p().keyword());
            element("sp", policy.sp().keyword());
            element("pct", Integer.toString(policy.pct()));
            element("fo", policy.fo());
        } else {
            element("p", policy.p().keyword());
            element("sp", policy.sp().keyword());
            if (policy.discovery() == DiscoveryMethod.TREEWALK) {
                // RFC 7489 has no np, and whoever goes by it applies none.
                element("np", policy.np().keyword());
            }
            element("adkim", mode(policy.adkim()));
            element("aspf", mode(policy.aspf()));
            element("discovery_method", policy.discovery().keyword());
            element("fo", policy.fo());
            element("testing", policy.testing() ? "y" : "n");
        }
        close("policy_published");
    }

    private static String mode(AlignmentMode mode) {
        return mode == AlignmentMode.STRICT ? "s" : "r";
    }

    private void record(Row row, long count) {
        open("record");
        open("row");
        element("source_ip", row.source().toString());
        element("count", Long.toString(count));
        open("policy_evaluated");
        // RFC 7489 App. C has no pass.
        boolean none = old && row.disposition() == ReportedDisposition.PASS;
        element("disposition", none ? "none" : row.disposition().keyword());
        element("dkim", row.dkim().keyword());
        element("spf", row.spf().keyword());
        row.reasons().forEach(this::reason);
        close("policy_evaluated");
        close("row");
        identifiers(row);
        open("auth_results");
        for (Row.Signature each : row.signatures()) {
            open("dkim");
            element("domain", each.domain());
            element("selector", each.selector());
            element("result", each.result().keyword());
            humanResult(each.why());
            close("dkim");
        }
        spf(row);
        close("auth_results");
        close("record");
    }

    /** Each form has kinds that the other has not; they are told as another one, and by their names. */
    private void reason(Row.Reason reason) {
        boolean unknown = switch (reason.type()) {
            case POLICY_TEST_MODE -> old;
            case SAMPLED_OUT, FORWARDED -> !old;
            default -> false;
        };
        open("reason");
        element("type", unknown ? OverrideType.OTHER.keyword() : reason.type().keyword());
        String comment = unknown
                ? reason.type().keyword() + (reason.comment().isEmpty() ? "" : ": " + reason.comment())
                : reason.comment();
        if (!comment.isEmpty()) {
            element("comment", comment);
        }
        close("reason");
    }

    private void identifiers(Row row) {
        open("identifiers");
        String to = row.envelopeTo();
        if (old && to != null) {
            element("envelope_to", to);
        }
        String from = row.envelopeFrom();
        if (old) {
            // RFC 7489 App. C requires it.
            element("envelope_from", from == null ? "" : from);
        }
        element("header_from", row.headerFrom());
        if (!old && from != null) {
            element("envelope_from", from);
        }
        if (!old && to != null) {
            element("envelope_to", to);
        }
        close("identifiers");
    }

    private void spf(Row row) {
        Row.Spf spf = row.spfResult();
        if (spf == null && !old) {
            return;
        }
        open("spf");
        // RFC 7489 App. C requires one, and a domain in it.
        element("domain", spf == null ? "" : spf.domain());
        element("scope", "mfrom");
        element("result", spf == null ? "none" : spf.result().keyword());
        // RFC 7489 App. C has no human_result of SPF.
        if (spf != null && !old) {
            humanResult(spf.why());
        }
        close("spf");
    }

    private void humanResult(String why) {
        if (!why.isEmpty()) {
            element("human_result", why);
        }
    }

    private void open(String name) {
        indent();
        text.append('<').append(name).append(">\n");
        depth++;
    }

    private void close(String name) {
        depth--;
        indent();
        text.append("</").append(name).append(">\n");
    }

    private void element(String name, String value) {
        indent();
        text.append('<').append(name).append('>');
        XmlCharacters.escape(value, text);
        text.append("</").append(name).append(">\n");
    }

    private void indent() {
        for (int i = 0; i < depth; i++) {
            text.append("  ");
        }
    }
}
