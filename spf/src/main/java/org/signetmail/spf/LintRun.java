package org.signetmail.spf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.Parsed;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.RecordCache;
import org.signetmail.core.internal.Ascii;
import org.signetmail.spf.record.Directive;
import org.signetmail.spf.record.MacroString;
import org.signetmail.spf.record.Mechanism;
import org.signetmail.spf.record.Modifier;
import org.signetmail.spf.record.SpfRecord;

/** One lint of a domain: asks, looks for findings, and puts the report together. */
final class LintRun {

    private final LintDns dns;
    private final DomainName domain;
    private final RecordCache<Parsed<SpfRecord>> records;
    private int mxHosts;

    LintRun(LintDns dns, DomainName domain, RecordCache<Parsed<SpfRecord>> records) {
        this.dns = dns;
        this.domain = domain;
        this.records = records;
    }

    SpfReport report() {
        dns.ahead(domain, RecordType.TXT);
        DomainHosts.ahead(dns, domain);
        RecordWalk.Tree tree = RecordWalk.of(dns, domain, records);
        RecordNode root = tree.root();
        DomainHosts hosts = DomainHosts.of(dns, domain);
        RootLint rootLint = new RootLint(dns, root, hosts);
        List<Finding> findings = new ArrayList<>(rootLint.findings());
        TreeLint treeLint = new TreeLint(root);
        findings.addAll(treeLint.findings());
        rootLint.parked().ifPresent(findings::add);
        int ptrNames = 0;
        if (root.record() != null) {
            PtrLint ptr = new PtrLint(dns, root, hosts);
            ptrNames = ptr.names();
            findings.addAll(ptr.findings());
            findings.addAll(new CoverageLint(root, hosts).findings());
        }
        boolean bounded = tree.bounded() || dns.isBounded();
        boolean complete = !bounded && !dns.isRefused();
        if (!complete) {
            findings.add(LintCode.NOT_ALL_LOOKED_AT
                    .finding(
                            "What the record of " + domain + " leads to was not all looked at: "
                                    + (bounded
                                            ? "there are more than " + RecordWalk.MAX_RECORDS + " records, "
                                                    + RecordWalk.MAX_DEPTH + " levels or " + LintDns.MAX_QUESTIONS
                                                    + " questions."
                                            : "the check that asks of it has no question left."),
                            bounded
                                    ? "Include fewer records: a check comes to its end at the 11th look-up."
                                    : "Look at SPF alone, which has questions of its own.")
                    .about(domain));
        }
        List<String> unknown = new ArrayList<>();
        unknown(root, unknown);
        SpfReport.Published published = published(root);
        return new SpfReport(
                published,
                SpfLint.sorted(findings),
                root.partition(),
                root.deniesAll(),
                Math.max(root.lookups(), treeLint.hasLoop() ? SpfLimits.DEFAULT.terms() + 1 : 0),
                mxHosts,
                ptrNames,
                unknown,
                dns.isFailed(),
                complete,
                dns.questions());
    }

    private static void unknown(RecordNode node, List<String> unknown) {
        for (RecordNode.Term term : node.terms) {
            if (term.unreachable || !(term.term instanceof Directive || term.child != null || term.ofTheMail)) {
                continue;
            }
            Mechanism mechanism = term.mechanism();
            MacroString spec = TextLint.domain(term.term);
            String on = mechanism instanceof Mechanism.Ptr
                    ? "the client's name in reverse DNS"
                    : term.ofTheMail && spec != null && !(term.term instanceof Modifier.Exp)
                            ? spec.uses("slh") ? "the sender or the HELO name" : "the client's address"
                            : "";
            if (!on.isEmpty()) {
                unknown.add(Ascii.printable(term.term.toString(), 80) + " of " + node.domain + " depends on " + on);
            }
            if (term.child != null) {
                unknown(term.child, unknown);
            }
        }
    }

    private SpfReport.Published published(RecordNode node) {
        List<SpfReport.Term> terms = new ArrayList<>();
        for (RecordNode.Term term : node.terms) {
            mxHosts = Math.max(mxHosts, term.hostCount);
            terms.add(new SpfReport.Term(
                    term.term,
                    Optional.ofNullable(term.target),
                    term.lookups(),
                    term.voids().most(),
                    !term.unreachable,
                    ReportText.outcome(term),
                    new SpfNetworks(term.matches()),
                    Optional.ofNullable(term.child).map(this::published)));
        }
        return new SpfReport.Published(
                node.domain,
                Optional.ofNullable(node.isSeveral() ? null : node.txt).map(txt -> txt.octets()),
                Optional.ofNullable(node.record()),
                Optional.ofNullable(node.problem()),
                terms,
                node.lookups(),
                node.voids().most());
    }
}
