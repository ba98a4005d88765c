package org.signetmail.dkim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.Position;
import org.signetmail.core.Severity;
import org.signetmail.core.internal.Ascii;

/** What there is to say about an outcome beyond its sentence: found when somebody asks, from the facts that it holds. */
final class OutcomeFindings {

    static final String SIGN_WHOLE_BODIES = "Have the signer leave l= out: then the whole body is signed.";

    /** The octets of a line end. */
    private static final int CRLF = 2;

    /** The most names that are told, and how much of each. */
    private static final int MOST_NAMES = 20;

    private static final int SHOWN_OF_NAME = 30;

    /** RFC 5322 §3.6, RFC 2045 §3, RFC 2369 §3, RFC 8058 §4: a message has at most one of each. */
    private static final Set<String> SINGLE = Set.of(
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "bcc",
            "message-id",
            "in-reply-to",
            "references",
            "subject",
            "date",
            "mime-version",
            "content-type",
            "content-transfer-encoding",
            "content-disposition",
            "list-unsubscribe",
            "list-unsubscribe-post");

    private final DkimOutcome outcome;
    private final List<Finding> findings = new ArrayList<>();

    OutcomeFindings(DkimOutcome outcome) {
        this.outcome = outcome;
    }

    List<Finding> all() {
        outcome.cause().ifPresent(findings::add);
        furtherInstances();
        absent();
        unsigned();
        bodyLength();
        algorithm();
        outcome.key().ifPresent(this::key);
        return List.copyOf(findings);
    }

    /** RFC 6376 §8.15: what is put on top of a signed field is shown by many programs in its place. */
    private void furtherInstances() {
        List<String> further = new ArrayList<>();
        for (SignedField covered : outcome.signedFields()) {
            if (covered.present() > covered.signed() && SINGLE.contains(covered.name())) {
                further.add(covered.name() + " (" + covered.present() + " there, " + covered.signed() + " signed)");
            }
        }
        if (!further.isEmpty()) {
            findings.add(
                    Finding.warning(
                                    "dkim-further-instance",
                                    "RFC 6376 §8.15",
                                    "Fields of which a message has one are there more often than they are signed: "
                                            + list(further)
                                            + ". The signature covers the lowest; what stands above it is nobody's, and is what"
                                            + " many programs show.")
                            .remedy(
                                    "Distrust the upper one; have the signer name the field in h= once more than it is there."));
        }
    }

    private void absent() {
        List<String> absent = new ArrayList<>();
        for (SignedField covered : outcome.signedFields()) {
            if (covered.present() == 0) {
                absent.add(covered.name());
            }
        }
        if (!absent.isEmpty()) {
            findings.add(Finding.info(
                            "dkim-fields-absent",
                            "RFC 6376 §5.4",
                            "Named in h= and not in the message: " + list(absent)
                                    + ". The signature says that there is none, and breaks when one is added.")
                    .remedy(
                            outcome.problem().equals(Optional.of(DkimProblem.SIGNATURE_MISMATCH))
                                    ? "If the message had one of them when it was signed, that is why the signature fails:"
                                            + " compare with the message as it was sent."
                                    : ""));
        }
    }

    private void unsigned() {
        List<String> unsigned = UnsignedFields.names(outcome.unsignedFields());
        if (!unsigned.isEmpty()) {
            String message = "In the message and not signed: " + list(unsigned)
                    + ". Anybody on the way may have changed or added them.";
            // Readers go by the subject as by nothing else.
            Finding finding = unsigned.get(0).equals("Subject")
                    ? Finding.warning("dkim-fields-unsigned", "RFC 6376 §5.4.1", message)
                    : Finding.info("dkim-fields-unsigned", "RFC 6376 §5.4.1", message);
            findings.add(finding.remedy("Have the signer sign them too."));
        }
    }

    private static String list(List<String> names) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < names.size() && i < MOST_NAMES; i++) {
            String name = names.get(i);
            // What stands in brackets behind a name is ours, and the name one of a few.
            list.append(i == 0 ? "" : ", ").append(name.endsWith(")") ? name : Ascii.printable(name, SHOWN_OF_NAME));
        }
        return list.append(names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "")
                .toString();
    }

    private void bodyLength() {
        boolean told = outcome.problem()
                .filter(problem -> problem == DkimProblem.BODY_PARTLY_SIGNED)
                .isPresent();
        if (told || outcome.body().isEmpty() || outcome.signature().bodyLength().isEmpty()) {
            return;
        }
        BodyCoverage body = outcome.body().get();
        String code = body.unsigned() > 0 ? DkimProblem.BODY_PARTLY_SIGNED.code() : "dkim-body-length";
        Severity severity = body.unsigned() > CRLF ? Severity.WARNING : Severity.INFO;
        String message = body.unsigned() > 0
                ? unsignedPart(body)
                : "The signature covers the body up to its end now (l=" + body.signed()
                        + "), and would verify with anything appended, too.";
        findings.add(Finding.of(code, severity, DkimProblem.BODY_PARTLY_SIGNED.section(), message)
                .remedy(SIGN_WHOLE_BODIES));
    }

    /** What {@code l=} leaves unsigned. */
    static String unsignedPart(BodyCoverage body) {
        String lines = body.unsignedLines() + (body.unsignedLines() == 1 ? " line" : " lines");
        String octets = body.unsigned() + (body.unsigned() == 1 ? " octet" : " octets");
        return "l=" + body.signed() + " leaves " + octets + " at the end of the body, of " + body.total()
                + (body.unsigned() <= CRLF
                        ? ", unsigned: the end of the last line, and nothing else."
                        : ", on " + lines + ", unsigned: anybody may have appended them.");
    }

    private void algorithm() {
        if (outcome.problem().isEmpty() && outcome.algorithm().orElseThrow() == DkimAlgorithm.RSA_SHA1) {
            findings.add(Finding.warning(
                            DkimProblem.ALGORITHM_HISTORIC.code(),
                            DkimProblem.ALGORITHM_HISTORIC.section(),
                            "The signature is rsa-sha1, which no verifier may take for valid since RFC 8301; this one was"
                                    + " told to.")
                    .remedy("Have the signer use rsa-sha256."));
        }
    }

    private void key(DkimKey key) {
        String name = outcome.selector().orElseThrow() + "._domainkey."
                + outcome.domain().orElseThrow();
        boolean rsa = outcome.algorithm().orElseThrow() != DkimAlgorithm.ED25519_SHA256;
        boolean tooShort = outcome.problem()
                .filter(problem -> problem == DkimProblem.KEY_TOO_SHORT)
                .isPresent();
        if (rsa && !tooShort && key.bits() > 0 && DkimKeyLint.isShort(key.bits())) {
            findings.add(KeyRefusal.named(KeyCode.SHORT.finding(DkimKeyLint.tooFew(key.bits())), name));
        }
        if (key.testing()) {
            findings.add(KeyRefusal.named(KeyCode.TESTING.finding(DkimKeyLint.TEST), name));
        }
    }

    /** The sentence for a signature that passed. */
    String passed() {
        String verifies =
                "The signature of " + outcome.domain().map(DomainName::toString).orElseThrow() + " verifies.";
        return outcome.body()
                .filter(body -> body.unsigned() > 0)
                .map(body -> verifies + " " + unsignedPart(body))
                .orElse(verifies);
    }

    List<String> explain() {
        List<String> lines = new ArrayList<>();
        String reason = outcome.reason();
        lines.add(reason);
        for (Finding finding : all()) {
            // What the sentence has said already is not said again.
            if (!reason.contains(finding.message())) {
                lines.add("  " + finding.severity().keyword() + ": " + finding.message());
            }
            finding.position().ifPresent(place -> caret(lines, place));
            if (!reason.contains(finding.remedy())) {
                lines.add("  " + finding.remedy());
            }
        }
        outcome.diagnosis().ifPresent(diagnosis -> diagnosis.hints().forEach(hint -> lines.add("  hint: " + hint)));
        return List.copyOf(lines);
    }

    private static void caret(List<String> lines, Position place) {
        place.caret().lines().forEach(line -> lines.add("    " + line));
    }
}
