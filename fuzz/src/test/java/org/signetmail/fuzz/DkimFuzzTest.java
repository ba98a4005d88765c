package org.signetmail.fuzz;

import static org.signetmail.fuzz.Oracles.bounded;
import static org.signetmail.fuzz.Oracles.plain;
import static org.signetmail.fuzz.Oracles.require;
import static org.signetmail.fuzz.Oracles.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.Message;
import org.signetmail.dkim.Canonicalization;
import org.signetmail.dkim.DkimOptions;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimPolicy;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dkim.DkimSession;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimSigningException;
import org.signetmail.dkim.DkimSigningSession;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.dkim.SignatureHeader;
import org.signetmail.testkit.FakeDns;

/** Signatures: their fields, what passes, and what is made. */
class DkimFuzzTest {

    private static final FakeDns DNS = FakeDns.zone(Signed.ZONE);

    private static final DkimOptions OPTIONS = DkimOptions.DEFAULT
            .withClock(() -> Signed.NOW)
            .withPolicy(DkimPolicy.DEFAULT.withPartialBodies(true))
            .withoutDiagnosis();

    private static final DkimVerifier VERIFIER = DkimVerifier.using(DNS).withOptions(OPTIONS);

    /** Tries many things out, which takes its time. */
    private static final DkimVerifier DIAGNOSING = DkimVerifier.using(DNS).withOptions(OPTIONS.withDiagnosis(2));

    static Stream<Arguments> signed() {
        return Seeds.octets(Signed.seeds());
    }

    /** A message that was signed, or what became of it. */
    @MethodSource("signed")
    @FuzzTest
    void message(byte[] input) {
        Message message = Message.of(input);
        DkimVerifier verifier = input.length % 4 == 0 ? DIAGNOSING : VERIFIER;
        List<DkimOutcome> outcomes = bounded(input.length, 30_000, () -> verifier.verify(message));
        Set<String> genuine = Signed.genuine(input);
        Set<String> passed = new HashSet<>();
        for (DkimOutcome outcome : outcomes) {
            if (outcome.result() == DkimResult.PASS) {
                String value = outcome.signature().value().replaceAll("[ \t\r\n]", "");
                passed.add(value);
                require(genuine.contains(value), "what was never signed never passes", outcome, genuine);
            }
            tell(outcome);
        }
        if (outcomes.size() < OPTIONS.limits().evaluations()) {
            same(passed, genuine, "what was signed passes");
        }
        same(inPieces(verifier, message, 1 + input.length % 7), outcomes, "streamed in pieces it is the same");
    }

    private static void tell(DkimOutcome outcome) {
        plain(outcome.reason());
        plain(outcome.summary());
        plain(outcome.toString());
        outcome.explain().forEach(Oracles::plain);
        outcome.findings().forEach(Oracles::sound);
        plain(outcome.signature().toString());
        outcome.diagnosis().ifPresent(diagnosis -> plain(diagnosis.toString()));
        require(outcome.result() == DkimResult.PASS || !outcome.reason().isEmpty(), "what does not pass has a reason");
    }

    private static List<DkimOutcome> inPieces(DkimVerifier verifier, Message message, int piece) {
        DkimSession session = verifier.begin(message);
        message.writeBodyTo((buffer, offset, length) -> {
            for (int from = 0; from < length; from += piece) {
                byte[] copy = Arrays.copyOfRange(buffer, offset + from, offset + Math.min(length, from + piece));
                session.body(copy, 0, copy.length);
                Arrays.fill(copy, (byte) '!');
            }
        });
        return session.finish();
    }

    static Stream<Arguments> fields() {
        return Seeds.crlf(
                """
                v=1; a=rsa-sha256; c=relaxed/simple; d=example.com; s=rsa; t=1795780800; x=1795867200;
                 h=from:to:subject:from; i=@mail.example.com; q=dns/txt; l=12; z=From:a|To:b=20c;
                 bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA""",
                "v=1; a=ed25519-sha256; d=example.com; s=ed; h=from; bh=; b=",
                "v=01;a=rsa-sha1;d=com;s=a..b;h=;i=x@other.example;t=-1;l=99999999999999999999;x=0;c=nofws;q=http;bh=!;b==",
                "v=1; v=1",
                "d=ex\u0000ample.com; s=rsa",
                "=");
    }

    /** The value of a DKIM-Signature field. */
    @MethodSource("fields")
    @FuzzTest
    void field(byte[] input) {
        String text = "DKIM-Signature: " + NaiveCanonical.text(input) + "\r\nFrom: a@example.com\r\n\r\n";
        Message message = Message.of(NaiveCanonical.octets(text));
        DNS.clear();
        List<DkimOutcome> outcomes = bounded(input.length, 30_000, () -> VERIFIER.verify(message));
        require(!outcomes.isEmpty(), "a field has an outcome");
        require(DNS.queries().size() <= 2 * message.fields().size(), "a key is asked for once a field");
        Set<String> genuine = Signed.genuine(message.octets());
        for (DkimOutcome outcome : outcomes) {
            tell(outcome);
            require(
                    outcome.result() != DkimResult.PASS
                            || genuine.contains(outcome.signature().value().replaceAll("[ \t\r\n]", "")),
                    "what was never signed never passes",
                    outcome);
        }
        same(inPieces(VERIFIER, message, 1), outcomes, "streamed in pieces it is the same");
    }

    static Stream<Arguments> unsigned() {
        return Seeds.crlf(
                "0From: a@example.com\nSubject: x\nX-\u00E9: y\n\nbody \n \n\n",
                "1From: a@example.com\nFrom: b@example.com\n\n",
                "2from : a@example.com\nSubject:\n folded\n\n\rx\n.\n",
                "3Subject: no author\n\n",
                "7From: a@example.com\r\nBcc: x\n\nx\ry\nz");
    }

    /** The first octet says how to sign. */
    @MethodSource("unsigned")
    @FuzzTest
    void signing(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] octets = Arrays.copyOfRange(input, 1, input.length);
        Canonicalization[] forms = Canonicalization.values();
        DkimSigner signer = Signed.signer((input[0] & 4) == 0, forms[input[0] & 1], forms[input[0] >> 1 & 1]);
        Message message = Message.of(octets);
        SignatureHeader signature;
        try {
            signature = bounded(octets.length, 20_000, () -> signer.sign(message));
        } catch (DkimSigningException e) {
            plain(String.valueOf(e.getMessage()));
            return;
        }
        List<DkimOutcome> outcomes = VERIFIER.verify(Message.of(signature.prependTo(octets)));
        same(outcomes.get(0).result(), DkimResult.PASS, "what is signed passes: " + outcomes.get(0));
        DkimSigningSession session = signer.begin(message.fields());
        message.writeBodyTo((buffer, offset, length) -> {
            for (int i = 0; i < length; i++) {
                session.body(new byte[] {buffer[offset + i]}, 0, 1);
            }
        });
        same(session.finish().toField(), signature.toField(), "signed in pieces it is the same");
        require(Message.of(signature.octets()).fields().size() == 1, "a signature is one field");
    }
}
