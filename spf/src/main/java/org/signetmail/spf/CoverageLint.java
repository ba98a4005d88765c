package org.signetmail.spf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.address.Network;
import org.signetmail.spf.address.NetworkKind;
import org.signetmail.spf.address.NetworkSet;

/** Which of a domain's own hosts are not among those that its record lets pass: they may send, or not. */
final class CoverageLint {

    private static final int MAX_SHOWN = 4;

    /** What large services have their customers include, by the domain of their mail hosts. */
    private static final Map<String, String> SERVICES = Map.of(
            "amazonses.com", "amazonses.com",
            "amazonaws.com", "amazonses.com",
            "google.com", "_spf.google.com",
            "googlemail.com", "_spf.google.com",
            "outlook.com", "spf.protection.outlook.com");

    private final RecordNode root;
    private final NetworkSet pass;
    private final List<Finding> findings = new ArrayList<>();

    CoverageLint(RecordNode root, DomainHosts hosts) {
        this.root = root;
        this.pass = root.partition().pass();
        // Who lets nobody pass means it; and what depends on the mail may let these pass.
        if (root.isKnown() && !pass.isEmpty()) {
            Map<DomainName, List<IpAddress>> own = new LinkedHashMap<>();
            Map<DomainName, List<IpAddress>> others = new LinkedHashMap<>();
            hosts.mail()
                    .forEach((host, addresses) ->
                            (host.isEqualOrBelow(root.domain) ? own : others).put(host, addresses));
            look(LintCode.OWN_MX_NOT_COVERED, own, "mail host");
            others(others);
            look(LintCode.OWN_WEB_NOT_COVERED, hosts.web(), "web host");
        }
    }

    List<Finding> findings() {
        return findings;
    }

    /** Hosts of a service: to take mail is not to send it, and its addresses change without notice. */
    private void others(Map<DomainName, List<IpAddress>> hosts) {
        RecordText text = root.text;
        for (Map.Entry<DomainName, List<IpAddress>> host : hosts.entrySet()) {
            DomainName name = host.getKey();
            DomainName owner = name.suffix(Math.min(2, name.labelCount()));
            String include = SERVICES.get(owner.toString());
            boolean missing = host.getValue().stream().anyMatch(ip -> !pass.contains(ip));
            if (include == null || !missing || text == null) {
                continue;
            }
            // The service's own record is there, and says which of its hosts send.
            DomainName senders = DomainName.of(include);
            boolean included = root.terms.stream()
                    .anyMatch(term -> term.target != null
                            && (term.target.isEqualOrBelow(owner) || term.target.isEqualOrBelow(senders)));
            if (!included) {
                findings.add(text.atWhole(LintCode.OWN_MX_NOT_COVERED.finding(
                                "The mail host " + name + " of " + root.domain
                                        + " belongs to a service, and is not among the hosts that pass.",
                                "Leave it so if the service takes mail alone. If it sends mail of the domain too, add"
                                        + " \"include:"
                                        + include + "\", and no address: those change."))
                        .about(root.domain));
                return;
            }
        }
    }

    private void look(LintCode code, Map<DomainName, List<IpAddress>> hosts, String what) {
        List<Network> missing = new ArrayList<>();
        StringBuilder shown = new StringBuilder();
        for (Map.Entry<DomainName, List<IpAddress>> host : hosts.entrySet()) {
            for (IpAddress ip : host.getValue()) {
                // An address that no client on the Internet has is not to be let in.
                if (!pass.contains(ip) && NetworkKind.of(Network.of(ip)) == null) {
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
                                "If " + (one ? "it sends" : "they send") + " mail for the domain too, add \""
                                        + terms.substring(1) + "\".",
                                "v=spf1" + terms + text.text().substring("v=spf1".length()))))
                .about(root.domain));
    }
}
