package org.signetmail.dkim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.signetmail.dkim.canonical.Form;
import org.signetmail.dkim.diagnosis.BodyChange;
import org.signetmail.dkim.diagnosis.BodyDiagnosis;
import org.signetmail.dkim.diagnosis.HeaderDiagnosis;

/**
 * Tells what the diagnosis of a failed signature found.
 *
 * @param field the signature
 * @param coverage which fields it signs
 * @param body what was found about the body
 * @param header what was found about the header
 */
record Hints(DkimSignatureField field, List<SignedField> coverage, BodyDiagnosis body, HeaderDiagnosis header) {

    /**
     * The hints at why a signature failed.
     *
     * @param problem why it did; null when it did not
     * @param converted whether a relay says that it changed the encoding of the body
     * @return guesses; empty when there are none, or when neither hash nor signature is the problem
     */
    List<DkimHint> about(@Nullable DkimProblem problem, boolean converted) {
        List<DkimHint> hints = new ArrayList<>();
        if (problem == DkimProblem.BODY_HASH_MISMATCH) {
            hints.addAll(aboutBody(converted));
        } else if (problem == DkimProblem.SIGNATURE_MISMATCH) {
            hints.addAll(aboutHeader());
        }
        // A cause is worth more than a fact; a stable sort leaves the rest as it was found.
        hints.sort(Comparator.comparing(hint -> hint.certainty() == DkimHint.Certainty.FACT));
        return hints;
    }

    private List<DkimHint> aboutBody(boolean converted) {
        List<DkimHint> hints = new ArrayList<>();
        if (header.verifies(headerForm())) {
            hints.add(DkimHint.of(DkimHint.Kind.HEADER_INTACT));
        }
        for (BodyChange change : body.changes()) {
            hints.add(DkimHint.of(kind(change)));
        }
        body.footerStart()
                .ifPresent(octets -> hints.add(
                        DkimHint.of(DkimHint.Kind.FOOTER, "the first " + octets + " octets are those signed")));
        if (body.isEmptyBodySigned()) {
            hints.add(DkimHint.of(DkimHint.Kind.EMPTY_BODY_SIGNED));
        }
        boolean proved = hints.stream().anyMatch(hint -> hint.certainty() == DkimHint.Certainty.PROVED);
        if (converted && !proved) {
            hints.add(DkimHint.of(DkimHint.Kind.CONVERTED));
        }
        return hints;
    }

    private static DkimHint.Kind kind(BodyChange change) {
        return switch (change) {
            case LINE_ENDS -> DkimHint.Kind.LINE_ENDS;
            case TRAILING_WHITE_SPACE -> DkimHint.Kind.TRAILING_WHITE_SPACE;
            case QUOTED_PRINTABLE -> DkimHint.Kind.QUOTED_PRINTABLE;
            case OTHER_FORM -> DkimHint.Kind.OTHER_BODY_CANONICALIZATION;
        };
    }

    private List<DkimHint> aboutHeader() {
        List<DkimHint> hints = new ArrayList<>();
        header.isMadeWithKey()
                .ifPresent(right -> hints.add(DkimHint.of(right ? DkimHint.Kind.RIGHT_KEY : DkimHint.Kind.OTHER_KEY)));
        if (header.verifies(headerForm().other())) {
            hints.add(DkimHint.of(DkimHint.Kind.OTHER_HEADER_CANONICALIZATION));
        }
        byte[] copies = field.octetsOfTag("z");
        List<String> changed = copies == null ? List.of() : header.changedSinceCopied(copies);
        if (!changed.isEmpty()) {
            hints.add(DkimHint.of(DkimHint.Kind.FIELDS_CHANGED, "", changed));
        }
        List<String> added = coverage.stream()
                .filter(covered -> covered.present() > covered.signed())
                .map(SignedField::name)
                .toList();
        if (!added.isEmpty()) {
            hints.add(DkimHint.of(DkimHint.Kind.FIELDS_ADDED, "", added));
        }
        return hints;
    }

    private Form headerForm() {
        return field.claims.headerCanonicalization().orElseThrow().form();
    }
}
