package org.signetmail.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.dkim.DkimKeyRecord;
import org.signetmail.dkim.DkimLint;
import org.signetmail.dkim.DkimReport;
import org.signetmail.dkim.KeyCheck;
import org.signetmail.dkim.KeyReport;
import org.signetmail.dkim.PublishedKey;
import org.signetmail.dkim.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code signet checkkey}: whether a key is published as its signatures need it. */
@Command(
        name = "checkkey",
        description = {
            "Tells whether the key of a selector is published as its signatures need it: that it is there, can be"
                    + " read, how strong it is, its flags, where a CNAME leads, whether it was withdrawn, cut or published"
                    + " twice.",
            "With --key also whether it is that of the signer."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  signet checkkey -d example.com -s s2026",
            "  signet checkkey -d example.com -s s2026 --key s2026.pem --server 10.0.0.2:53"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:signatures with the key verify, or it is one of a service that has no key there at the moment",
            "1:they do not: the key is not published, cannot be used, or is another",
            "2:wrong usage, or a file that cannot be read or has no key in it",
            "3:DNS gave no answer",
            "70:the answer could not be written"
        })
final class CheckkeyCommand implements Callable<Integer> {

    /** Of the shape of {@code --json}. */
    private static final int VERSION = 1;

    private static final String ALONE = "dkim-key-ed25519-alone";
    private static final String ROTATED_OUT = "dkim-key-rotated-out";
    private static final String NO_ANSWER = "dkim-key-lookup-failed";

    private final Console console;

    @Mixin
    private KeyNameOptions names = new KeyNameOptions();

    @Option(
            names = "--key",
            paramLabel = "KEY.PEM",
            description = "The private key that signs, to compare with; nothing of it leaves this machine.")
    private @Nullable String key;

    @Mixin
    private KeyOptions keys = new KeyOptions();

    @Mixin
    private DnsOptions dns = new DnsOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    CheckkeyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws UsageException {
        SigningKey own = key == null ? null : keys.read(console, "--key", key);
        DnsResolver resolver = dns.resolver();
        DkimReport report =
                DkimLint.using(resolver).withGuesses(List.of()).check(names.domain(), List.of(names.selector()));
        Optional<PublishedKey> published = report.keys().stream().findFirst();
        KeyReport compared = own == null
                ? null
                : KeyCheck.using(resolver)
                        .check(names.domain().toString(), names.selector().toString(), own);
        List<Finding> findings = findings(report, compared);
        int status = ExitStatus.of(findings, NO_ANSWER);
        if (output.json()) {
            console.out().println(Json.of(json(published, compared, findings, status)));
        } else {
            print(output.colors(console), published, findings, status);
        }
        return status;
    }

    /** What both say, once, the gravest first. */
    private static List<Finding> findings(DkimReport report, @Nullable KeyReport compared) {
        List<Finding> findings = new ArrayList<>(compared == null ? List.of() : compared.findings());
        Set<String> codes = findings.stream().map(Finding::code).collect(Collectors.toSet());
        // One selector was asked for: that there is no other would be said of what was not looked at.
        codes.add(ALONE);
        report.findings().stream()
                .filter(finding -> !codes.contains(finding.code()))
                .forEach(findings::add);
        findings.sort(Finding.gravestFirst());
        return findings;
    }

    private void print(Colors colors, Optional<PublishedKey> published, List<Finding> findings, int status) {
        String verdict = status == ExitStatus.OK
                ? colors.good("Good") + ": " + good(findings)
                : status == ExitStatus.TEMPORARY
                        ? colors.warning("Unknown") + ": DNS gave no answer."
                        : colors.bad("Bad") + ": signatures with the key do not verify.";
        console.out().println(colors.bold(names.name().toString()));
        console.out().println(verdict);
        published.ifPresent(found -> {
            found.alias().ifPresent(alias -> console.out().println("CNAME    " + alias));
            DkimKeyRecord record = found.record();
            console.out().println("record   " + Printable.text(record.text()));
            console.out().println("key      " + kind(record) + flags(record));
        });
        FindingText.print(console.out(), colors, findings);
    }

    private String good(List<Finding> findings) {
        if (findings.stream().anyMatch(finding -> finding.code().equals(ROTATED_OUT))) {
            return "there is no key at the moment, as whoever keeps it changes between several; nothing is signed with this"
                    + " one now.";
        }
        return "signatures with the key verify"
                + (key == null ? ", if the signer has its private half (--key compares)." : ".");
    }

    private static String kind(DkimKeyRecord record) {
        return Printable.of(record.keyType())
                + (record.bits() == 0 ? ", none that can be used" : ", " + record.bits() + " bits");
    }

    private static String flags(DkimKeyRecord record) {
        return (record.testing() ? ", t=y (testing)" : "") + (record.strictDomain() ? ", t=s (no subdomains)" : "");
    }

    private Map<String, @Nullable Object> json(
            Optional<PublishedKey> published, @Nullable KeyReport compared, List<Finding> findings, int status) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("version", VERSION);
        object.put("name", names.name().toString());
        object.put("good", status == ExitStatus.OK);
        object.put("matches", compared == null ? null : compared.matches());
        object.put(
                "alias",
                published.flatMap(PublishedKey::alias).map(DomainName::toString).orElse(null));
        object.put("record", published.map(found -> record(found.record())).orElse(null));
        object.put("findings", JsonParts.findings(findings));
        return object;
    }

    private static Map<String, @Nullable Object> record(DkimKeyRecord record) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("text", record.text());
        object.put("kind", record.keyType());
        object.put("bits", record.bits());
        object.put("testing", record.testing());
        object.put("strictDomain", record.strictDomain());
        return object;
    }
}
