package org.signetmail.spf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.Parsed;
import org.signetmail.core.Position;
import org.signetmail.core.RecordType;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.FailureText;
import org.signetmail.spf.record.Directive;
import org.signetmail.spf.record.Mechanism;
import org.signetmail.spf.record.Modifier;
import org.signetmail.spf.record.Qualifier;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.spf.record.SpfTerm;

/** Whether a domain has a record at all, one, at the right place, and what else it publishes that was meant as one. */
final class RootLint {

    private static final String LOCKED = "v=spf1 -all";

    /** Where records are put by mistake. */
    private static final String[] WRONG_PLACES = {"_spf", "spf", "www", "_dmarc"};

    private final LintDns dns;
    private final RecordNode root;
    private final DomainName domain;
    private final DomainHosts hosts;
    private final List<Finding> findings = new ArrayList<>();

    RootLint(LintDns dns, RecordNode root, DomainHosts hosts) {
        this.dns = dns;
        this.root = root;
        this.domain = root.domain;
        this.hosts = hosts;
    }

    List<Finding> findings() {
        DnsAnswer answer = root.answer;
        if (root.selection == null) {
            add(LintCode.DNS_FAILURE.finding(
                    "The TXT records of " + domain + " cannot be had: "
                            + (answer == null ? "there are too many questions." : answer.describe() + ".")
                            + " A receiver gets temperror, and asks the client to come back later or goes on without"
                            + " SPF.",
                    answer instanceof DnsAnswer.Failed failed
                            ? FailureText.advice(failed.reason(), "the domain")
                            : "Ask again."));
            return findings;
        }
        if (answer instanceof DnsAnswer.NxDomain) {
            add(LintCode.NO_SUCH_DOMAIN.finding(
                    domain + " does not exist: DNS has no such name, and a receiver gets none.",
                    "Check the spelling, and whether the domain is registered and delegated."));
            return findings;
        }
        SpfProblem problem = root.selection.problem();
        if (problem == SpfProblem.SEVERAL_RECORDS) {
            several();
        } else if (problem == SpfProblem.RECORD_TOO_LARGE) {
            add(LintCode.RECORD_TOO_LARGE.finding(
                    "The SPF record is larger than a check reads: " + root.selection.detail()
                            + ". A receiver ends in permerror or has no answer at all.",
                    "Write one of at most " + LengthLint.RECORD_OCTETS
                            + " octets; what does not fit goes into records of its own" + " that are included."));
        } else if (root.txt == null) {
            none();
        }
        others();
        return findings;
    }

    private List<DnsRecord.Txt> texts() {
        List<DnsRecord.Txt> texts = new ArrayList<>();
        if (root.answer instanceof DnsAnswer.Found found) {
            for (DnsRecord record : found.records()) {
                if (record instanceof DnsRecord.Txt txt) {
                    texts.add(txt);
                }
            }
        }
        return texts;
    }

    // ---- None -----------------------------------------------------------------------------------------------------

    private void none() {
        boolean nearMiss = false;
        for (DnsRecord.Txt txt : texts()) {
            Parsed<SpfRecord> parsed = SpfRecord.parse(txt);
            if (parsed.kind() == Parsed.Kind.NEAR_MISS) {
                parsed.findings().forEach(finding -> add(TextLint.withEffect(finding, parsed.kind())));
                nearMiss = true;
            }
        }
        Finding elsewhere = nearMiss || isUnderscored() ? null : elsewhere();
        if (elsewhere != null) {
            findings.add(elsewhere);
            return;
        }
        add(LintCode.NO_RECORD.finding(
                domain
                        + (domain.labelCount() < 2
                                ? " has one label only, of which no receiver looks up a record: it gets none."
                                : nearMiss
                                        ? " has no SPF record, as the text that was meant as one is none: a receiver"
                                                + " gets none, and DMARC has DKIM alone to go by."
                                        : " has no SPF record: a receiver gets none, and DMARC has DKIM alone to go"
                                                + " by."),
                domain.labelCount() < 2
                        ? "Name a domain with all its labels."
                        : nearMiss
                                ? "Mend that text."
                                : hosts.isParked()
                                        ? "It has no mail host and no address, so publish \"" + LOCKED
                                                + "\" as TXT record of " + domain + "."
                                        : "Publish \"" + proposed() + "\" as TXT record of " + domain
                                                + ", with a term for whoever else sends."));
    }

    private String proposed() {
        return "v=spf1 " + (hosts.mail().isEmpty() ? "" : "mx ") + "~all";
    }

    /** Nobody has mail there: a name such as _spf is for those who include it. */
    private boolean isUnderscored() {
        return domain.toString().startsWith("_");
    }

    private @Nullable Finding elsewhere() {
        List<DomainName> places = new ArrayList<>();
        for (String label : WRONG_PLACES) {
            domain.prepend(DomainName.of(label)).ifPresent(places::add);
        }
        places.forEach(place -> dns.ahead(place, RecordType.TXT));
        for (DomainName place : places) {
            if (dns.await(place, RecordType.TXT) instanceof DnsAnswer.Found found) {
                for (DnsRecord record : found.records()) {
                    if (record instanceof DnsRecord.Txt txt && SpfRecord.isSpf(txt.octets())) {
                        return wrongPlace(place, txt.octets());
                    }
                }
            }
        }
        return null;
    }

    private Finding wrongPlace(DomainName place, String octets) {
        String shown = Ascii.printable(octets, LengthLint.RECORD_OCTETS);
        return LintCode.WRONG_PLACE
                .finding(
                        domain + " has no SPF record, and " + place
                                + " has one, which no receiver looks up for mail from " + domain + ": it gets none.",
                        "Publish it as TXT record of " + domain + ": " + shown)
                .about(place)
                .at(new Position(octets, 0, octets.length()));
    }

    // ---- Several --------------------------------------------------------------------------------------------------

    private void several() {
        List<String> records = texts().stream()
                .map(DnsRecord.Txt::octets)
                .filter(SpfRecord::isSpf)
                .toList();
        StringBuilder shown = new StringBuilder();
        records.stream()
                .limit(3)
                .forEach(
                        record -> shown.append(shown.length() == 0 ? "" : " | ").append(Ascii.printable(record, 100)));
        boolean same = records.stream().distinct().count() == 1;
        String advice = same ? "Delete all but one." : "Publish one in their place.";
        String merged = merged(records);
        add(LintCode.SEVERAL_RECORDS.finding(
                domain + " has " + records.size() + " SPF records, and there may be one: " + shown
                        + ". Every check ends in permerror: SPF passes for nobody.",
                merged == null ? advice : RecordText.remedy(advice, merged)));
    }

    /** One record with the terms of all, each once; null when one of them is void. */
    private static @Nullable String merged(List<String> records) {
        Map<String, String> terms = new LinkedHashMap<>();
        Map<String, String> modifiers = new LinkedHashMap<>();
        List<String> redirects = new ArrayList<>();
        Qualifier all = null;
        for (String octets : records) {
            SpfRecord record = SpfRecord.parse(octets).record().orElse(null);
            if (record == null) {
                return null;
            }
            RecordText text = new RecordText(octets, record);
            boolean ended = false;
            for (int i = 0; i < record.terms().size(); i++) {
                SpfTerm term = record.terms().get(i);
                if (ended && term instanceof Directive) {
                    continue;
                }
                if (term instanceof Directive directive && directive.mechanism() instanceof Mechanism.All) {
                    all = all == null || milder(directive.qualifier(), all) ? directive.qualifier() : all;
                    ended = true;
                } else if (term instanceof Modifier.Redirect redirect
                        && record.redirect().isPresent()) {
                    redirects.add("include:" + redirect.domain());
                } else if (term instanceof Directive) {
                    terms.putIfAbsent(Ascii.lowerCase(term.toString()), text.word(i));
                } else {
                    String name = text.word(i).substring(0, text.word(i).indexOf('='));
                    modifiers.putIfAbsent(Ascii.lowerCase(name), text.word(i));
                }
            }
        }
        // RFC 7208 §6.1: redirect is ignored beside all; whom that record lets pass, an include does.
        modifiers.remove("redirect");
        redirects.forEach(include -> terms.putIfAbsent(Ascii.lowerCase(include), include));
        if (all == null && !redirects.isEmpty()) {
            all = Qualifier.SOFTFAIL;
        }
        StringBuilder merged = new StringBuilder("v=spf1");
        terms.values().forEach(word -> merged.append(' ').append(word));
        merged.append(all == null ? "" : " " + all + "all");
        modifiers.values().forEach(word -> merged.append(' ').append(word));
        return merged.toString();
    }

    /** Of two different ends, the one that refuses less; one that lets everybody pass is not taken for it. */
    private static boolean milder(Qualifier one, Qualifier other) {
        List<Qualifier> order = List.of(Qualifier.PASS, Qualifier.FAIL, Qualifier.SOFTFAIL, Qualifier.NEUTRAL);
        return order.indexOf(one) > order.indexOf(other);
    }

    // ---- Beside it ------------------------------------------------------------------------------------------------

    private void others() {
        for (DnsRecord.Txt txt : texts()) {
            String octets = txt.octets();
            if (TextLint.isSenderId(octets)) {
                add(TextLint.senderId(octets));
            } else if (root.txt != null && !SpfRecord.isSpf(octets)) {
                Parsed<SpfRecord> parsed = SpfRecord.parse(txt);
                if (parsed.kind() == Parsed.Kind.NEAR_MISS) {
                    add(LintCode.STRAY_RECORD
                            .finding(
                                    "Beside its SPF record " + domain + " has a text that looks like one and is none: "
                                            + parsed.findings().get(0).message() + " A receiver passes it over.",
                                    "Delete it, after a look at whether its terms are in the record.")
                            .at(new Position(octets, 0, octets.length())));
                }
            }
        }
    }

    /** Whether a domain that no mail can reach lets somebody send; nothing to say for one that has no record. */
    Optional<Finding> parked() {
        RecordText text = root.text;
        if (text == null || !hosts.isParked() || isUnderscored() || root.deniesAll()) {
            return Optional.empty();
        }
        return Optional.of(text.atWhole(LintCode.PARKED_DOMAIN.finding(
                        domain
                                + " has no mail host and no address, so that no answer can reach it, and yet its"
                                + " record does not fail all clients: " + Ascii.printable(text.text(), 100)
                                + ". So a receiver does not refuse forged mail in its name by SPF.",
                        "If it sends no mail, write \"" + LOCKED + "\"."))
                .about(domain));
    }

    private void add(Finding finding) {
        findings.add(finding.about(domain));
    }
}
