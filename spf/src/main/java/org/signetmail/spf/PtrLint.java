package org.signetmail.spf;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.Finding;
import org.signetmail.core.RecordType;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.address.Network;
import org.signetmail.spf.record.Mechanism;

/** How many names the hosts of a domain have in reverse DNS, when its own record has {@code ptr}. */
final class PtrLint {

    /** Whose hosts send is not known; the first ones of the domain stand for all. */
    private static final int MAX_ADDRESSES = 4;

    private static final int MAX_NAMES = SpfLimits.DEFAULT.ptrNames();

    private final List<Finding> findings = new ArrayList<>();
    private int names;

    PtrLint(LintDns dns, RecordNode root, DomainHosts hosts) {
        for (RecordNode.Term term : root.terms) {
            if (term.mechanism() instanceof Mechanism.Ptr && !term.unreachable && root.text != null) {
                look(dns, root, root.text, term, hosts);
                return;
            }
        }
    }

    private void look(LintDns dns, RecordNode root, RecordText text, RecordNode.Term term, DomainHosts hosts) {
        Set<IpAddress> addresses = new LinkedHashSet<>();
        hosts.mail().values().forEach(addresses::addAll);
        hosts.web().values().forEach(addresses::addAll);
        List<IpAddress> first = addresses.stream().limit(MAX_ADDRESSES).toList();
        first.forEach(ip -> dns.ahead(ip.reverseName(), RecordType.PTR));
        for (IpAddress ip : first) {
            if (dns.await(ip.reverseName(), RecordType.PTR) instanceof DnsAnswer.Found found) {
                int count = found.records().size();
                names = Math.max(names, count);
                if (count > MAX_NAMES) {
                    findings.add(text.at(
                                    term.index,
                                    LintCode.PTR_LIMIT.finding(
                                            ip + " has " + count + " names in reverse DNS, of which "
                                                    + text.shown(term.index)
                                                    + " looks at " + MAX_NAMES
                                                    + ", in the order of the answer: whether a receiver"
                                                    + " finds the one that matches is chance.",
                                            RecordText.remedy(
                                                    "Name the host by its address in place of ptr.",
                                                    text.with(
                                                            term.index,
                                                            Network.of(ip).toTerm()))))
                            .about(root.domain));
                }
            }
        }
    }

    List<Finding> findings() {
        return findings;
    }

    /** The most names that one address has. */
    int names() {
        return names;
    }
}
