package org.signetmail.dkim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.Parsed;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.FailureText;
import org.signetmail.dkim.keys.KeyRecord;
import org.signetmail.dkim.keys.KeyRecordParser;

/** One check of {@link DkimLint}: the names below a domain at which keys may be, and what they tell together. */
final class KeySearch {

    private static final DomainName DOMAIN_KEY = DomainName.of("_domainkey");

    /** DNS gives the wildcard itself to who asks for it by this name (RFC 4592 §2.3). */
    private static final DomainName EVERY_KEY =
            DomainName.ofOctets("*._domainkey").orElseThrow();

    private static final DomainName EVERY = DomainName.ofOctets("*").orElseThrow();

    /** Below which Microsoft 365 publishes keys; the second of two selectors has none until the first rotation. */
    private static final List<DomainName> MICROSOFT =
            List.of(DomainName.of("onmicrosoft.com"), DomainName.of("dkim.mail.microsoft"));

    /** Below which Amazon SES publishes the keys of Easy DKIM. */
    private static final DomainName EASY_DKIM = DomainName.of("dkim.amazonses.com");

    private static final int MAX_TAGS = DkimLimits.DEFAULT.tags();

    private static final int SHOWN = 80;

    private final DnsLookups lookups;
    private final DomainName domain;
    private final DomainName apex;
    private final List<PublishedKey> keys = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<DomainName> failed = new ArrayList<>();
    /** Why the first of these could not be looked up. */
    private @Nullable DnsFailure firstFailure;

    private KeySearch(DnsLookups lookups, DomainName domain, DomainName apex) {
        this.lookups = lookups;
        this.domain = domain;
        this.apex = apex;
    }

    /**
     * Looks for keys.
     *
     * @param lookups answers
     * @param domain below which they are
     * @param selectors which have to have one
     * @param guesses which may have one
     * @return what there is
     */
    static DkimReport of(DnsLookups lookups, DomainName domain, List<DomainName> selectors, List<DomainName> guesses) {
        Optional<DomainName> apex = domain.prepend(DOMAIN_KEY);
        Optional<DomainName> every = domain.prepend(EVERY_KEY);
        if (apex.isEmpty() || every.isEmpty()) {
            Finding finding = KeyCode.NONE
                    .finding("The name " + domain + " is too long to have keys below it.")
                    .about(domain);
            return new DkimReport(domain, List.of(), List.of(finding));
        }
        KeySearch search = new KeySearch(lookups, domain, apex.get());
        search.run(every.get(), selectors, guesses);
        return new DkimReport(domain, search.keys, search.findings);
    }

    private void run(DomainName every, List<DomainName> selectors, List<DomainName> guesses) {
        lookups.prefetch(apex, RecordType.TXT);
        lookups.prefetch(every, RecordType.TXT);
        selectors.forEach(this::prefetch);
        DnsAnswer atApex = lookups.await(apex, RecordType.TXT);
        boolean misplaced = isMisplaced(atApex);
        // RFC 8020 §2: where a name does not exist, none below it does. Who names a selector is asked for all the same.
        boolean nothing = isNoName(atApex);
        if (!nothing) {
            guesses.forEach(this::prefetch);
        }
        DnsAnswer wildcard = nothing ? DnsAnswer.NX_DOMAIN : lookups.await(every, RecordType.TXT);
        boolean locked = wildcard(every, wildcard);
        Set<DomainName> seen = new HashSet<>();
        for (DomainName selector : selectors) {
            if (seen.add(selector)) {
                named(selector);
            }
        }
        List<Guess> found = new ArrayList<>();
        for (DomainName selector : guesses) {
            if (!nothing && seen.add(selector)) {
                guessed(selector, wildcard).ifPresent(found::add);
            }
        }
        found.forEach(guess -> key(guess.selector, guess.name, guess.answer));
        boolean usable = hasUsable();
        found.forEach(guess -> judgeGuess(guess, usable));
        aliases();
        if (!failed.isEmpty()) {
            List<String> names = failed.stream().map(DomainName::toString).toList();
            findings.add(KeyCode.LOOKUP_FAILED
                    .finding((failed.size() == 1
                                    ? "The key of one selector that was guessed could not be looked up below " + apex
                                            + ": " + names.get(0) + '.'
                                    : "The keys of " + failed.size()
                                            + " selectors that were guessed could not be looked up below " + apex + ": "
                                            + Ascii.printable(String.join(", ", names), SHOWN) + '.')
                            + " A verifier that gets no answer either ends in temperror.")
                    .remedy(firstFailure == null ? "" : FailureText.advice(firstFailure, "the domain"))
                    .about(apex));
        }
        // Who has to put the key at the right name need not be told that there is none.
        if ((keys.isEmpty() || onlyRetired()) && selectors.isEmpty() && !locked && !misplaced) {
            notFound(atApex, guesses.size());
        }
        same();
        ed25519Alone();
    }

    private Optional<DomainName> nameOf(DomainName selector) {
        return apex.prepend(selector);
    }

    private void prefetch(DomainName selector) {
        nameOf(selector).ifPresent(name -> lookups.prefetch(name, RecordType.TXT));
    }

    /** RFC 6376 §3.6.2.1: keys are below _domainkey, never at it. The policies of DomainKeys were there, and are no keys. */
    private boolean isMisplaced(DnsAnswer answer) {
        if (!(answer instanceof DnsAnswer.Found found)) {
            return false;
        }
        for (DnsRecord record : found.records()) {
            if (record instanceof DnsRecord.Txt txt && DkimKeyRecord.parse(txt).kind() != Parsed.Kind.UNRELATED) {
                findings.add(KeyCode.MISPLACED
                        .finding(
                                txt.octets(),
                                0,
                                txt.octets().length(),
                                "The key is published at " + apex
                                        + " itself, where no verifier looks: there is no selector in front of it.")
                        .about(apex));
                return true;
            }
        }
        return false;
    }

    /** Whether every selector without a record of its own is revoked, as a domain that sends no mail has it. */
    private boolean wildcard(DomainName every, DnsAnswer answer) {
        if (!(answer instanceof DnsAnswer.Found found)) {
            return false;
        }
        DnsRecord.Txt key = KeyAnswer.keyRecord(found.records(), MAX_TAGS);
        if (key != null && isRevoked(key)) {
            return true;
        }
        // RFC 4592 §3.3.1: where no name is below _domainkey, it is a wildcard of the domain that answers.
        DomainName above = domain.prepend(EVERY).orElse(every);
        boolean isAbove = isSame(lookups.await(above, RecordType.TXT), answer);
        if (key == null && isAbove) {
            // What it says is for other names, and no verifier takes it for a key.
            return false;
        }
        DomainName name = isAbove ? above : every;
        findings.add(KeyCode.WILDCARD
                .finding("The wildcard " + name + " answers for every selector: "
                        + Ascii.printable(found.describe(), SHOWN)
                        + ". A verifier gets it for every selector that has no"
                        + " record of its own.")
                .about(name));
        return false;
    }

    private static boolean isRevoked(DnsRecord.Txt key) {
        return DkimKeyRecord.parse(key)
                .record()
                .flatMap(DkimKeyRecord::problem)
                .filter(problem -> problem == DkimProblem.KEY_REVOKED)
                .isPresent();
    }

    private void named(DomainName selector) {
        DomainName name = nameOf(selector).orElse(null);
        if (name == null) {
            findings.add(KeyCode.MISSING
                    .finding("The key of selector " + selector
                            + " is not published: its name would be too long for DNS.")
                    .about(domain));
            return;
        }
        DnsAnswer answer = lookups.await(name, RecordType.TXT);
        key(selector, name, answer);
        if (!isRotatedOut(name, answer)) {
            judge(name, answer);
        }
    }

    /** What is at the name of a selector that may be in use or not. */
    private record Guess(DomainName selector, DomainName name, DnsAnswer answer) {}

    private Optional<Guess> guessed(DomainName selector, DnsAnswer wildcard) {
        DomainName name = nameOf(selector).orElse(null);
        DnsAnswer answer = name == null ? DnsAnswer.NX_DOMAIN : lookups.await(name, RecordType.TXT);
        if (name == null || isSame(answer, wildcard)) {
            return Optional.empty();
        }
        if (answer instanceof DnsAnswer.Failed none) {
            if (firstFailure == null) {
                firstFailure = none.reason();
            }
            failed.add(selector);
        } else if (answer instanceof DnsAnswer.Found || answer.canonical().isPresent()) {
            return Optional.of(new Guess(selector, name, answer));
        }
        return Optional.empty();
    }

    private boolean hasUsable() {
        return keys.stream().anyMatch(key -> key.record().problem().isEmpty());
    }

    private boolean onlyRetired() {
        return keys.stream()
                .allMatch(key -> key.record()
                        .problem()
                        .filter(problem -> problem == DkimProblem.KEY_REVOKED)
                        .isPresent());
    }

    /** Nobody said that the selector signs: what is retired, or not in use yet, is no fault beside a key that can be used. */
    private void judgeGuess(Guess guess, boolean usable) {
        DnsAnswer answer = guess.answer;
        DomainName name = guess.name;
        DnsRecord.@Nullable Txt record =
                answer instanceof DnsAnswer.Found found ? KeyAnswer.keyRecord(found.records(), MAX_TAGS) : null;
        if (isRotatedOut(name, answer)) {
            return;
        }
        if (record != null && isRevoked(record)) {
            findings.add(KeyCode.RETIRED
                    .finding("The key " + name + " is revoked (its p= is empty), as a key is that signs no more.")
                    .about(name));
        } else if (usable && !(answer instanceof DnsAnswer.Found)) {
            DomainName end = answer.canonical().orElse(name);
            boolean waits = MICROSOFT.stream().anyMatch(end::isEqualOrBelow);
            findings.add((waits
                            ? KeyCode.ROTATED_OUT.finding("The key " + name
                                    + " is one of Microsoft 365 that is not in use at the moment: " + end
                                    + " has no key. Microsoft keeps two names and changes between them.")
                            : KeyCode.UNUSED_CNAME.finding(
                                    "The key " + name + " is not published: its name is a CNAME to "
                                            + end
                                            + (answer instanceof DnsAnswer.NoData
                                                    ? ", which has no TXT record."
                                                    : ", which does not exist.")
                                            + " No verifier accepts a signature with it."))
                    .about(name));
        } else {
            judge(name, answer);
        }
    }

    private static boolean isSame(DnsAnswer answer, DnsAnswer wildcard) {
        return answer instanceof DnsAnswer.Found a
                && wildcard instanceof DnsAnswer.Found b
                && a.records().equals(b.records());
    }

    private void judge(DomainName name, DnsAnswer answer) {
        boolean ofOthers = answer.canonical().isPresent();
        for (Finding finding : DkimKeyLint.of(answer)) {
            boolean theirs = KeyCode.NO_VERSION.is(finding) || KeyCode.STRICT.is(finding);
            // How a service writes its record is not the domain's to change; and that it has it is told once for all.
            if (!KeyCode.ALIAS.is(finding) && !(ofOthers && theirs)) {
                findings.add(KeyRefusal.named(finding, name.toString()).about(name));
            }
        }
    }

    private void aliases() {
        List<PublishedKey> elsewhere =
                keys.stream().filter(key -> key.alias().isPresent()).toList();
        if (!elsewhere.isEmpty()) {
            PublishedKey first = elsewhere.get(0);
            String more = elsewhere.size() == 1
                    ? "."
                    : elsewhere.size() == 2
                            ? "; so is that of one more selector."
                            : "; so are those of " + (elsewhere.size() - 1) + " more selectors.";
            findings.add(KeyCode.ALIAS
                    .finding("The key " + first.name() + " is published at "
                            + first.alias().orElseThrow() + ", to which its name is a CNAME" + more)
                    .about(first.name()));
        }
    }

    private void key(DomainName selector, DomainName name, DnsAnswer answer) {
        if (isRotatedOut(answer)) {
            return;
        }
        DnsRecord.@Nullable Txt record =
                answer instanceof DnsAnswer.Found found ? KeyAnswer.keyRecord(found.records(), MAX_TAGS) : null;
        if (record != null) {
            DkimKeyRecord.parse(record)
                    .record()
                    .ifPresent(parsed -> keys.add(new PublishedKey(selector, name, parsed, answer.canonical())));
        }
    }

    private boolean isRotatedOut(DomainName name, DnsAnswer answer) {
        boolean out = isRotatedOut(answer);
        if (out) {
            findings.add(KeyCode.ROTATED_OUT
                    .finding("The key " + name + " is one of Amazon SES that is not in use at the moment: "
                            + answer.canonical().orElse(name)
                            + " has no key. SES keeps three names and changes between them.")
                    .about(name));
        }
        return out;
    }

    /** Amazon SES has three CNAMEs published, and of their targets only those in use hold a key. */
    private static boolean isRotatedOut(DnsAnswer answer) {
        if (answer.canonical().filter(end -> end.isEqualOrBelow(EASY_DKIM)).isEmpty()) {
            return false;
        }
        if (answer instanceof DnsAnswer.NoData) {
            return true;
        }
        if (!(answer instanceof DnsAnswer.Found found)) {
            return false;
        }
        for (DnsRecord record : found.records()) {
            boolean empty = record instanceof DnsRecord.Txt txt
                    && (Ascii.trimWsp(txt.octets()).isEmpty() || isRevoked(txt));
            if (!empty) {
                return false;
            }
        }
        return true;
    }

    /** A CNAME is a name, below which others may be (RFC 6604 §3: NXDOMAIN is of the name at its end). */
    private static boolean isNoName(DnsAnswer answer) {
        return answer instanceof DnsAnswer.NxDomain && answer.canonical().isEmpty();
    }

    private void notFound(DnsAnswer atApex, int guesses) {
        if (isNoName(atApex)) {
            findings.add(KeyCode.NONE
                    .finding("The domain " + domain + " publishes no key of DKIM: the name " + apex
                            + " does not exist, so none below it does (RFC 8020). No verifier finds a key for d="
                            + domain
                            + ", and DMARC has SPF alone to go by.")
                    .about(apex));
        } else if (atApex instanceof DnsAnswer.Failed failure) {
            if (failed.isEmpty()) {
                findings.add(KeyCode.LOOKUP_FAILED
                        .finding(
                                "Whether the domain " + domain + " has keys is not known: none was found, and the name "
                                        + apex + " could not be looked up: " + failure.describe() + '.')
                        .remedy(FailureText.advice(failure.reason(), "the domain"))
                        .about(apex));
            }
        } else if (failed.size() < guesses) {
            String no = keys.isEmpty() ? " has no key under " : " has no key that is not revoked under ";
            findings.add(KeyCode.NOT_FOUND
                    .finding("The domain " + domain + no
                            + (failed.isEmpty()
                                    ? "the " + guesses + " selectors that were guessed"
                                    : (guesses - failed.size()) + " of the " + guesses + " selectors that were guessed")
                            + ", and may have one under another.")
                    .about(apex));
        }
    }

    private void same() {
        Map<String, List<PublishedKey>> byKey = new LinkedHashMap<>();
        for (PublishedKey key : keys) {
            byte[] data = KeyRecordParser.tags(key.record().text())
                    .map(tags -> tags.withoutFws("p"))
                    .orElse(null);
            if (data != null && data.length > 0) {
                byKey.computeIfAbsent(new String(data, StandardCharsets.ISO_8859_1), unused -> new ArrayList<>())
                        .add(key);
            }
        }
        for (List<PublishedKey> group : byKey.values()) {
            if (group.size() > 1) {
                String names = String.join(
                        ", ",
                        group.stream().map(key -> key.selector().toString()).toList());
                findings.add(KeyCode.SAME
                        .finding("The domain " + domain + " publishes one key under " + group.size() + " selectors: "
                                + Ascii.printable(names, SHOWN) + '.')
                        .about(group.get(0).name()));
            }
        }
    }

    /** RFC 8463 §6: signers can add several signatures, with old and new algorithms. */
    private void ed25519Alone() {
        PublishedKey ed25519 = null;
        for (PublishedKey key : keys) {
            boolean usable = key.record().problem().isEmpty();
            if (usable && key.record().keyType().equals(KeyRecord.RSA)) {
                return;
            }
            ed25519 = usable && ed25519 == null ? key : ed25519;
        }
        if (ed25519 != null) {
            findings.add(KeyCode.ED25519_ALONE
                    .finding("The key " + ed25519.name()
                            + " is an Ed25519 key, and no RSA key was found beside it: many receivers verify RSA"
                            + " alone, and ignore its signatures.")
                    .about(ed25519.name()));
        }
    }
}
