package org.signetmail.dkim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.signetmail.dkim.canonical.FieldIndex;
import org.signetmail.dkim.diagnosis.BodyChange;
import org.signetmail.dkim.diagnosis.BodyDiagnosis;
import org.signetmail.dkim.diagnosis.HeaderChange;
import org.signetmail.dkim.diagnosis.HeaderDiagnosis;
import org.signetmail.dkim.diagnosis.HeaderStep;

/**
 * Tells what the diagnosis of a failed signature found.
 *
 * @param field the signature
 * @param coverage which fields it signs
 * @param body what was found about the body
 * @param header what was found about the header
 */
record Hints(DkimSignatureField field, List<SignedField> coverage, BodyDiagnosis body, HeaderDiagnosis header) {

    /** How many names a fact tells. */
    private static final int MOST_NAMES = 50;

    /**
     * The hints at why a signature failed.
     *
     * @param problem why it did; null when it did not
     * @param index the message's fields
     * @return causes, then facts; empty when neither hash nor signature is the problem
     */
    List<DkimHint> about(@Nullable DkimProblem problem, FieldIndex index) {
        List<DkimHint> hints = new ArrayList<>();
        if (problem == DkimProblem.BODY_HASH_MISMATCH) {
            hints.addAll(aboutBody(index));
            if (header.verifies()) {
                hints.add(DkimHint.of(DkimHint.Kind.HEADER_INTACT));
            } else {
                hints.addAll(aboutHeader(index));
            }
        } else if (problem == DkimProblem.SIGNATURE_MISMATCH) {
            hints.addAll(aboutHeader(index));
        }
        // A cause is worth more than a fact; a stable sort leaves the rest as it was found.
        hints.sort(Comparator.comparing(hint -> hint.certainty() == DkimHint.Certainty.FACT));
        return hints;
    }

    private List<DkimHint> aboutBody(FieldIndex index) {
        List<DkimHint> hints = new ArrayList<>();
        for (BodyChange change : body.changes()) {
            hints.add(DkimHint.of(kind(change)));
        }
        body.footerStart()
                .ifPresent(octets -> hints.add(
                        DkimHint.of(DkimHint.Kind.FOOTER, "the first " + octets + " octets are those signed")));
        if (body.isEmptyBodySigned()) {
            hints.add(DkimHint.of(DkimHint.Kind.EMPTY_BODY_SIGNED));
        }
        if (hints.isEmpty() && !index.named("x-mime-autoconverted").isEmpty()) {
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

    private List<DkimHint> aboutHeader(FieldIndex index) {
        List<DkimHint> hints = new ArrayList<>();
        Optional<Boolean> rightKey = header.isMadeWithKey();
        rightKey.ifPresent(right -> hints.add(DkimHint.of(right ? DkimHint.Kind.RIGHT_KEY : DkimHint.Kind.OTHER_KEY)));
        byte[] copies = field.octetsOfTag("z");
        List<HeaderStep> steps = header.search(copies);
        for (HeaderStep step : steps) {
            DkimHint hint = DkimHint.of(kind(step.change()), step.detail(), step.names());
            hints.add(step.change() == HeaderChange.RESTORED ? hint.proved() : hint);
        }
        if (steps.isEmpty() && rightKey.orElse(true)) {
            List<String> changed = copies == null ? List.of() : header.changedSinceCopied(copies);
            if (!changed.isEmpty()) {
                hints.add(DkimHint.of(DkimHint.Kind.FIELDS_CHANGED, "", changed));
            }
            hints.add(DkimHint.of(DkimHint.Kind.HEADER_UNEXPLAINED, header.candidates() + " changes were tried"));
            addFact(hints, DkimHint.Kind.FIELDS_PRESENT, names(covered -> covered.present() > 0));
            addFact(hints, DkimHint.Kind.FIELDS_ABSENT, names(covered -> covered.signed() > covered.present()));
            addFact(hints, DkimHint.Kind.FIELDS_UNSIGNED, unsigned(index));
        }
        addFact(hints, DkimHint.Kind.FIELDS_ADDED, names(covered -> covered.present() > covered.signed()));
        return hints;
    }

    private static void addFact(List<DkimHint> hints, DkimHint.Kind kind, List<String> names) {
        if (!names.isEmpty()) {
            List<String> told = names.subList(0, Math.min(names.size(), MOST_NAMES));
            String more = told.size() < names.size() ? "and " + (names.size() - told.size()) + " more" : "";
            hints.add(DkimHint.of(kind, more, told));
        }
    }

    private List<String> names(Predicate<SignedField> which) {
        return coverage.stream().filter(which).map(SignedField::name).toList();
    }

    private List<String> unsigned(FieldIndex index) {
        Set<String> unsigned = new LinkedHashSet<>(index.namesWithPrefix(""));
        coverage.forEach(covered -> unsigned.remove(covered.name()));
        unsigned.remove(FieldIndex.SIGNATURE);
        return List.copyOf(unsigned);
    }

    private static DkimHint.Kind kind(HeaderChange change) {
        return switch (change) {
            case LEFT_OUT -> DkimHint.Kind.FIELD_ADDED;
            case OTHER_INSTANCE -> DkimHint.Kind.OTHER_INSTANCE;
            case REORDERED -> DkimHint.Kind.FIELDS_REORDERED;
            case SUBJECT_MARKED -> DkimHint.Kind.SUBJECT_MARKED;
            case RESPACED -> DkimHint.Kind.FIELD_RESPACED;
            case REFOLDED -> DkimHint.Kind.FIELD_REFOLDED;
            case NAME_RECASED -> DkimHint.Kind.FIELD_RENAMED;
            case RECODED -> DkimHint.Kind.FIELD_RECODED;
            case REWRITTEN -> DkimHint.Kind.FIELD_REWRITTEN;
            case RESTORED -> DkimHint.Kind.FIELDS_CHANGED;
            case SIGNATURE_RESPACED -> DkimHint.Kind.SIGNATURE_RESPACED;
            case BLANK_KEPT -> DkimHint.Kind.SIGNER_KEPT_BLANK;
            case RELAXED_WRONGLY -> DkimHint.Kind.SIGNER_RELAXED_WRONGLY;
            case OTHER_FORM -> DkimHint.Kind.OTHER_HEADER_CANONICALIZATION;
            case MESSAGE_ORDER -> DkimHint.Kind.SIGNER_MESSAGE_ORDER;
            case OWN_FIELD_WRONG -> DkimHint.Kind.SIGNER_OWN_FIELD;
            case HASHED_TWICE -> DkimHint.Kind.SIGNER_HASHED_TWICE;
            case NOT_HASHED -> DkimHint.Kind.SIGNER_NOT_HASHED;
            case OTHER_HASH -> DkimHint.Kind.SIGNER_OTHER_HASH;
        };
    }
}
