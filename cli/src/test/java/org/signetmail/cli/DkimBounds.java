package org.signetmail.cli;

import static org.signetmail.cli.MessageBounds.number;
import static org.signetmail.cli.MessageBounds.octets;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimLimits;
import org.signetmail.dkim.DkimOptions;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimPolicy;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.dkim.SigningKey;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** How much work the signatures of one message may make (RFC 6376 §8.4), and which keys are taken (RFC 8301 §3.2). */
final class DkimBounds {

    private static final DkimLimits LIMITS = DkimLimits.DEFAULT;
    private static final DkimPolicy POLICY = DkimPolicy.DEFAULT;
    private static final TestKey KEY = TestKeys.rsa1024();
    private static final String MESSAGE = "From: bob@example.net\r\nSubject: a\r\n\r\nHi\r\n";
    private static final String FIELD = sign();

    private DkimBounds() {}

    static List<Bound> all() {
        return List.of(
                Bound.run(
                        "DkimLimits.signatures",
                        number(LIMITS.signatures()),
                        "DKIM-Signature fields that are parsed; of more, the last",
                        () -> last(unreadable(LIMITS.signatures() - 1) + FIELD, LIMITS),
                        () -> last(unreadable(LIMITS.signatures()) + FIELD, LIMITS)),
                Bound.run(
                        "DkimLimits.evaluations",
                        number(LIMITS.evaluations()),
                        "signatures whose cryptography is done; those that cannot be read do not count; of more, the last",
                        () -> last(FIELD.repeat(LIMITS.evaluations()), LIMITS),
                        () -> last(FIELD.repeat(LIMITS.evaluations() + 1), LIMITS)),
                Bound.run(
                        "DkimLimits.signatureOctets",
                        number(LIMITS.signatureOctets()) + " octets",
                        "a DKIM-Signature field",
                        () -> last(FIELD, LIMITS.withSignatureOctets(FIELD.length() - 2)),
                        () -> last(FIELD, LIMITS.withSignatureOctets(FIELD.length() - 3))),
                Bound.run(
                        "DkimLimits.tags",
                        number(LIMITS.tags()),
                        "tags of a signature or a key record",
                        () -> last(FIELD, key(tags(LIMITS.tags())), LIMITS),
                        () -> last(FIELD, key(tags(LIMITS.tags() + 1)), LIMITS)),
                Bound.run(
                        "DkimLimits.signedFields",
                        number(LIMITS.signedFields()),
                        "names in `h=`",
                        () -> last(FIELD, LIMITS.withSignedFields(names())),
                        () -> last(FIELD, LIMITS.withSignedFields(names() - 1))),
                Bound.run(
                        "DkimLimits.keyRecords",
                        number(LIMITS.keyRecords()),
                        "key records at one name that are tried",
                        () -> last(FIELD, keys(LIMITS.keyRecords()), LIMITS),
                        () -> last(FIELD, keys(LIMITS.keyRecords() + 1), LIMITS)),
                Bound.run(
                        "DkimLimits.keyRecordOctets",
                        number(LIMITS.keyRecordOctets()) + " octets",
                        "a key record",
                        () -> last(FIELD, key(padded(LIMITS.keyRecordOctets())), LIMITS),
                        () -> last(FIELD, key(padded(LIMITS.keyRecordOctets() + 1)), LIMITS)),
                Bound.run(
                        "DkimPolicy.minimumRsaBits",
                        number(POLICY.minimumRsaBits()) + " bits",
                        "the least of an RSA key (RFC 8301 §3.2)",
                        () -> last(FIELD, LIMITS),
                        () -> last(FIELD, key(TestKeys.rsa(1023, 7).txt()), LIMITS)),
                Bound.held(
                        "DkimPolicy.maximumRsaBits",
                        number(POLICY.maximumRsaBits()) + " bits",
                        "the most of an RSA key; larger ones only cost time",
                        "dkim=permerror, `dkim-key-too-large`",
                        "org.signetmail.dkim.KeyRulesTest#rsaBounds"));
    }

    private static String sign() {
        return DkimSigner.builder("example.net", "s1", SigningKey.of(KEY.privateKey()))
                .shortKey(true)
                .build()
                .sign(Message.of(octets(MESSAGE)))
                .toField();
    }

    private static String unreadable(int count) {
        return "DKIM-Signature: v=1\r\n".repeat(count);
    }

    private static int names() {
        int start = FIELD.indexOf("h=");
        return (int) FIELD.substring(start, FIELD.indexOf(';', start))
                        .chars()
                        .filter(c -> c == ':')
                        .count()
                + 1;
    }

    private static String tags(int count) {
        return KEY.txt()
                + IntStream.rangeClosed(4, count)
                        .mapToObj(i -> "; x" + i + "=1")
                        .collect(Collectors.joining());
    }

    private static String padded(int octets) {
        String start = KEY.txt() + "; n=";
        return start + "x".repeat(octets - start.length());
    }

    private static FakeDns key(String text) {
        return FakeDns.zone(txt(text));
    }

    private static FakeDns keys(int count) {
        return FakeDns.zone(IntStream.range(1, count)
                        .mapToObj(i -> txt("v=DKIM1; p=; n=" + i))
                        .collect(Collectors.joining())
                + txt(KEY.txt()));
    }

    private static String txt(String text) {
        return "s1._domainkey.example.net TXT "
                + IntStream.range(0, (text.length() + 249) / 250)
                        .mapToObj(i -> '"' + text.substring(250 * i, Math.min(250 * i + 250, text.length())) + '"')
                        .collect(Collectors.joining(" "))
                + "\n";
    }

    private static String last(String fields, DkimLimits limits) {
        return last(fields, key(KEY.txt()), limits);
    }

    private static String last(String fields, FakeDns dns, DkimLimits limits) {
        List<DkimOutcome> outcomes = DkimVerifier.using(dns)
                .withOptions(DkimOptions.DEFAULT.withLimits(limits))
                .verify(Message.of(octets(fields + MESSAGE)));
        return answer(outcomes.get(outcomes.size() - 1));
    }

    private static String answer(DkimOutcome outcome) {
        return "dkim=" + outcome.result().keyword()
                + outcome.problem().map(problem -> ", `" + problem.code() + "`").orElse("");
    }
}
