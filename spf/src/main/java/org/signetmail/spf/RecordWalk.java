package org.signetmail.spf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DomainName;
import org.signetmail.core.Parsed;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.RecordCache;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.record.Directive;
import org.signetmail.spf.record.MacroString;
import org.signetmail.spf.record.Mechanism;
import org.signetmail.spf.record.Modifier;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.spf.record.SpfTerm;

/**
 * Fetches the record of a domain and all that it leads to, level by level, so that what one level needs is asked for at
 * once. The tree is bounded in its records, its depth, and its questions.
 */
final class RecordWalk {

    /** A check comes no deeper: each level costs one of 10 look-ups. */
    static final int MAX_DEPTH = 11;

    /** More records than this make no honest tree. */
    static final int MAX_RECORDS = 64;

    /** The macros that tell of the mail at hand; v tells of the family of its client. */
    private static final String MACROS_OF_THE_MAIL = "slhipvc";

    private static final RecordType[] ADDRESSES = {RecordType.A, RecordType.AAAA};

    private final LintDns dns;
    private final RecordCache<Parsed<SpfRecord>> records;
    private final MacroExpander macros;
    private final RecordNode root;
    private int nodes = 1;
    private boolean bounded;

    private RecordWalk(LintDns dns, DomainName domain, RecordCache<Parsed<SpfRecord>> records) {
        this.dns = dns;
        this.records = records;
        Client nobody = Client.of(IpAddress.v4(0), "", domain, "");
        this.macros = new MacroExpander(
                nobody, SpfOptions.DEFAULT.receiver(), SpfOptions.DEFAULT.clock(), within -> "unknown");
        this.root = new RecordNode(domain, null);
    }

    /**
     * The tree below a domain.
     *
     * @param bounded whether a record was not followed, as there are too many or too deep ones
     */
    record Tree(RecordNode root, boolean bounded) {}

    static Tree of(LintDns dns, DomainName domain, RecordCache<Parsed<SpfRecord>> records) {
        RecordWalk walk = new RecordWalk(dns, domain, records);
        List<RecordNode> level = List.of(walk.root);
        while (!level.isEmpty()) {
            level = walk.fetch(level);
        }
        return new Tree(walk.root, walk.bounded);
    }

    /** Fetches the records of one level, and gives those of the next. */
    private List<RecordNode> fetch(List<RecordNode> level) {
        List<RecordNode> next = new ArrayList<>();
        for (RecordNode node : level) {
            read(node);
            for (RecordNode.Term term : node.terms) {
                follow(term, next);
            }
        }
        for (RecordNode node : level) {
            node.terms.forEach(this::hosts);
        }
        for (RecordNode node : level) {
            node.terms.forEach(this::addresses);
        }
        return next;
    }

    private void read(RecordNode node) {
        DnsAnswer answer = dns.await(node.domain, RecordType.TXT);
        node.answer = answer;
        if (answer == null || answer instanceof DnsAnswer.Failed) {
            return;
        }
        Selection selection = Selection.of(node.domain, answer, SpfLimits.DEFAULT, records);
        node.selection = selection;
        node.txt = selection.txt();
        SpfRecord record = selection.record();
        if (record == null || node.txt == null) {
            return;
        }
        node.text = new RecordText(node.txt.octets(), record);
        List<RecordNode.Term> terms = new ArrayList<>();
        boolean ended = false;
        for (int i = 0; i < record.terms().size(); i++) {
            SpfTerm term = record.terms().get(i);
            RecordNode.Term each = new RecordNode.Term(node, i, term);
            each.unreachable = (term instanceof Directive && ended)
                    || (term instanceof Modifier.Redirect && record.redirect().isEmpty());
            ended |= term instanceof Directive directive && directive.mechanism() instanceof Mechanism.All;
            terms.add(each);
        }
        node.terms = List.copyOf(terms);
    }

    /** Finds what a term is about, and asks for it. */
    private void follow(RecordNode.Term term, List<RecordNode> next) {
        MacroString spec = TextLint.domain(term.term);
        Mechanism mechanism = term.mechanism();
        if (spec == null || term.unreachable) {
            return;
        }
        if (mechanism instanceof Mechanism.Ptr) {
            term.target = spec.isEmpty() ? term.in.domain : target(spec, term.in.domain);
            return;
        }
        term.ofTheMail = spec.uses(MACROS_OF_THE_MAIL);
        if (term.ofTheMail) {
            return;
        }
        DomainName target = spec.isEmpty() ? term.in.domain : target(spec, term.in.domain);
        term.target = target;
        if (target == null) {
            return;
        }
        if (term.leads()) {
            child(term, target, next);
        } else if (mechanism instanceof Mechanism.Mx) {
            dns.ahead(target, RecordType.MX);
        } else if (mechanism instanceof Mechanism.A) {
            dns.ahead(target, RecordType.A);
            dns.ahead(target, RecordType.AAAA);
        } else if (mechanism instanceof Mechanism.Exists) {
            dns.ahead(target, RecordType.A);
        } else if (term.term instanceof Modifier.Exp && term.in.depth == 0) {
            dns.ahead(target, RecordType.TXT);
        }
    }

    private void child(RecordNode.Term term, DomainName target, List<RecordNode> next) {
        if (target.labelCount() < 2) {
            return;
        }
        if (term.in.comesFrom(target)) {
            term.loop = true;
        } else if (nodes >= MAX_RECORDS || term.in.depth >= MAX_DEPTH) {
            bounded = true;
            term.notFollowed = true;
        } else {
            nodes++;
            term.child = new RecordNode(target, term.in);
            next.add(term.child);
            dns.ahead(target, RecordType.TXT);
        }
    }

    private @Nullable DomainName target(MacroString spec, DomainName domain) {
        if (spec.uses(MACROS_OF_THE_MAIL)) {
            return null;
        }
        String expanded = macros.domain(spec, domain);
        return expanded == null ? null : DomainName.ofOctets(expanded).orElse(null);
    }

    private void hosts(RecordNode.Term term) {
        if (!(term.mechanism() instanceof Mechanism.Mx) || term.target == null) {
            return;
        }
        DnsAnswer answer = await(term, term.target, RecordType.MX);
        if (answer instanceof DnsAnswer.Found found) {
            term.hostCount = found.records().size();
            if (term.hostCount <= SpfLimits.DEFAULT.mxHosts()) {
                term.hosts = CheckDns.hosts(found).stream()
                        .filter(host -> !host.equals(DomainName.ROOT))
                        .toList();
                for (DomainName host : term.hosts) {
                    dns.ahead(host, RecordType.A);
                    dns.ahead(host, RecordType.AAAA);
                }
            }
        }
    }

    private void addresses(RecordNode.Term term) {
        Mechanism mechanism = term.mechanism();
        DomainName target = term.target;
        if (target == null) {
            return;
        }
        if (mechanism instanceof Mechanism.A) {
            for (RecordType type : ADDRESSES) {
                keep(term, await(term, target, type));
            }
        } else if (mechanism instanceof Mechanism.Exists) {
            await(term, target, RecordType.A);
        } else if (term.term instanceof Modifier.Exp && term.in.depth == 0) {
            await(term, target, RecordType.TXT);
        }
        for (DomainName host : term.hosts) {
            for (RecordType type : ADDRESSES) {
                DnsAnswer answer = dns.await(host, type);
                keep(term, answer);
                if (answer == null) {
                    term.notFollowed = true;
                } else if (answer instanceof DnsAnswer.Failed && term.failedHost == null) {
                    term.failedHost = host;
                    term.answers.put(type, answer);
                }
            }
        }
    }

    private @Nullable DnsAnswer await(RecordNode.Term term, DomainName name, RecordType type) {
        DnsAnswer answer = dns.await(name, type);
        if (answer == null) {
            term.notFollowed = true;
        } else {
            term.answers.put(type, answer);
        }
        return answer;
    }

    private static void keep(RecordNode.Term term, @Nullable DnsAnswer answer) {
        if (answer instanceof DnsAnswer.Found found) {
            term.addresses.addAll(CheckDns.addresses(found));
        }
    }
}
