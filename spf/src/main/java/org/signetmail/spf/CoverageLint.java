package org.signetmail.spf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.address.Network;
import org.signetmail.spf.address.NetworkSet;

/** Which of a domain's own hosts are not among those that its record lets pass: they may send, or not. */
final class CoverageLint {

    private static final int MAX_SHOWN = 4;

    private final RecordNode root;
    private final NetworkSet pass;
    private final List<Finding> findings = new ArrayList<>();

    CoverageLint(RecordNode root, DomainHosts hosts) {
        this.root = root;
        this.pass = root.partition().pass();
        // Who lets nobody pass means it; and what depends on the mail may let these pass.
        if (root.isKnown() && !pass.isEmpty()) {
            look(LintCode.OWN_MX_NOT_COVERED, hosts.mail(), "mail host");
            look(LintCode.OWN_WEB_NOT_COVERED, hosts.web(), "web host");
        }
    }

    List<Finding> findings() {
        return findings;
    }

    private void look(LintCode code, Map<DomainName, List<IpAddress>> hosts, String what) {
        List<Network> missing = new ArrayList<>();
        StringBuilder shown = new StringBuilder();
        for (Map.Entry<DomainName, List<IpAddress>> host : hosts.entrySet()) {
            for (IpAddress ip : host.getValue()) {
                if (!pass.contains(ip)) {
                    missing.add(Network.of(ip));
                    if (missing.size() <= MAX_SHOWN) {
                        shown.append(shown.length() == 0 ? "" : ", ")
                                .append(host.getKey())
                                .append(" (")
                                .append(ip)
                                .append(')');
                    }
                }
            }
        }
        RecordText text = root.text;
        if (missing.isEmpty() || text == null) {
            return;
        }
        boolean one = missing.size() == 1;
        StringBuilder terms = new StringBuilder();
        NetworkSet.of(missing).networks().forEach(network -> terms.append(' ').append(network.toTerm()));
        findings.add(text.atWhole(code.finding(
                        (one ? "A " + what : what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1) + "s")
                                + " of " + root.domain + (one ? " is" : " are") + " not among the hosts that pass: "
                                + shown
                                + (missing.size() > MAX_SHOWN ? " and others." : "."),
                        RecordText.remedy(
                                "If " + (one ? "it sends" : "they send") + " mail for the domain too, add" + terms
                                        + ".",
                                "v=spf1" + terms + text.text().substring("v=spf1".length()))))
                .about(root.domain));
    }
}
