package org.signetmail.spf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.RecordType;
import org.signetmail.core.internal.Ascii;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.record.Mechanism;

/** A report as lines for a person, and what a term came to in words. */
final class ReportText {

    private static final int MAX_TERM = 80;

    /** Of the addresses of a term and of the networks that pass, the first ones are shown. */
    private static final int MAX_ADDRESSES = 6;

    /** An honest record of more terms than this is one of networks, and those are shown below. */
    private static final int MAX_TERMS = 50;

    private static final int MAX_NETWORKS = 100;

    private final List<String> lines = new ArrayList<>();

    private ReportText() {}

    static List<String> of(SpfReport report) {
        ReportText text = new ReportText();
        text.record(report.tree(), 0);
        text.counts(report);
        text.networks("passes", report.networks(SpfResult.PASS), report.isTemporary() ? "not known" : "nobody");
        for (String unknown : report.unknown()) {
            text.lines.add("not told: " + unknown);
        }
        return List.copyOf(text.lines);
    }

    private void record(SpfReport.Published published, int depth) {
        String indent = "  ".repeat(depth);
        String shown =
                published.text().map(octets -> Ascii.printable(octets, 300)).orElse("");
        String problem =
                published.problem().map(why -> "no record to go by: " + why).orElse("");
        if (published.record().isPresent() || shown.isEmpty()) {
            lines.add(indent + published.domain() + ": " + (shown.isEmpty() ? problem : shown));
        } else {
            lines.add(indent + published.domain() + ": " + shown);
            lines.add(indent + "  " + problem);
        }
        List<SpfReport.Term> terms = published.terms();
        for (SpfReport.Term term : terms.subList(0, Math.min(MAX_TERMS, terms.size()))) {
            lines.add(indent + "  " + line(term));
            term.published().ifPresent(below -> record(below, depth + 2));
        }
        if (terms.size() > MAX_TERMS) {
            lines.add(indent + "  and " + (terms.size() - MAX_TERMS) + " terms more");
        }
    }

    static String line(SpfReport.Term term) {
        StringBuilder line = new StringBuilder(Ascii.printable(term.term().toString(), MAX_TERM));
        List<String> notes = new ArrayList<>();
        if (term.lookups() > 0) {
            notes.add(TraceText.count(term.lookups(), "look-up"));
        }
        if (term.voids() > 0) {
            notes.add(TraceText.count(term.voids(), "void"));
        }
        if (!term.reachable()) {
            notes.add("never reached");
        }
        line.append(notes.isEmpty() ? "" : " (" + String.join(", ", notes) + ")");
        return line.append(term.outcome().isEmpty() ? "" : ": " + term.outcome())
                .toString();
    }

    private void counts(SpfReport report) {
        SpfLimits limits = SpfLimits.DEFAULT;
        List<String> more = new ArrayList<>();
        if (report.mxHosts() > 0) {
            more.add(report.mxHosts() + " of " + limits.mxHosts() + " MX hosts");
        }
        if (report.ptrNames() > 0) {
            more.add(report.ptrNames() + " of " + limits.ptrNames() + " PTR names");
        }
        int never = report.unreachable().size();
        if (never > 0) {
            more.add(TraceText.count(never, "term") + " never reached");
        }
        lines.add(report.lookups() + " of " + limits.terms() + " look-ups, " + report.voids() + " of " + limits.voids()
                + " voids when nothing matches" + (more.isEmpty() ? "" : "; " + String.join(", ", more)));
    }

    private void networks(String verb, SpfNetworks networks, String none) {
        List<String> blocks = networks.blocks();
        lines.add(verb + ": " + (blocks.isEmpty() ? none : TraceText.count(blocks.size(), "network")));
        blocks.stream().limit(MAX_NETWORKS).forEach(block -> lines.add("  " + block));
        if (blocks.size() > MAX_NETWORKS) {
            lines.add("  and " + (blocks.size() - MAX_NETWORKS) + " more");
        }
    }

    /** What a term came to; empty when there is nothing to say. */
    static String outcome(RecordNode.Term term) {
        Mechanism mechanism = term.mechanism();
        if (term.unreachable) {
            return "";
        }
        if (term.loop) {
            return "leads back to " + term.target;
        }
        if (term.notFollowed) {
            return "not followed";
        }
        if (term.ofTheMail) {
            return "depends on the mail";
        }
        if (mechanism instanceof Mechanism.Ptr) {
            return "depends on the client's name";
        }
        if (term.leads() || TextLint.domain(term.term) == null) {
            return term.leads() && term.child == null ? "leads to no domain" : "";
        }
        if (term.target == null) {
            return "names no domain";
        }
        return answers(term, mechanism);
    }

    private static String answers(RecordNode.Term term, @Nullable Mechanism mechanism) {
        for (DnsAnswer answer : term.answers.values()) {
            if (answer instanceof DnsAnswer.Failed) {
                return "the look-up failed: " + answer.describe();
            }
        }
        for (DnsAnswer answer : term.answers.values()) {
            if (answer instanceof DnsAnswer.NxDomain) {
                return term.target + " does not exist";
            }
        }
        if (mechanism instanceof Mechanism.Mx && term.hostCount > SpfLimits.DEFAULT.mxHosts()) {
            return term.hostCount + " MX hosts, too many";
        }
        if (mechanism instanceof Mechanism.A || mechanism instanceof Mechanism.Mx) {
            return addresses(term);
        }
        if (mechanism instanceof Mechanism.Exists) {
            return term.answers.get(RecordType.A) instanceof DnsAnswer.Found ? "always matches" : "never matches";
        }
        return "";
    }

    private static String addresses(RecordNode.Term term) {
        List<String> shown = term.addresses.stream()
                .limit(MAX_ADDRESSES)
                .map(IpAddress::toString)
                .toList();
        if (shown.isEmpty()) {
            return "no address";
        }
        int more = term.addresses.size() - shown.size();
        return String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
    }
}
