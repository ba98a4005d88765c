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
import org.signetmail.dkim.diagnosis.BodyStep;
import org.signetmail.dkim.diagnosis.BodyType;
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
            boolean headerIntact = header.verifies();
            hints.addAll(aboutBody(index, headerIntact));
            if (headerIntact) {
                hints.add(DkimHint.of(DkimHint.Kind.HEADER_INTACT));
            } else {
                hints.addAll(aboutHeader(index));
            }
        } else if (problem == DkimProblem.SIGNATURE_MISMATCH) {
            hints.addAll(aboutHeader(index));
        }
        // Where something is proved, nothing is suspected.
        if (hints.stream().anyMatch(hint -> hint.certainty() == DkimHint.Certainty.PROVED)) {
            hints.removeIf(hint -> hint.certainty() == DkimHint.Certainty.SUSPECTED);
        }
        // A cause is worth more than a fact; a stable sort leaves the rest as it was found.
        hints.sort(Comparator.comparing(hint -> hint.certainty() == DkimHint.Certainty.FACT));
        return hints.stream().distinct().toList();
    }

    private List<DkimHint> aboutBody(FieldIndex index, boolean headerIntact) {
        Optional<BodyStep> step = body.step();
        if (step.isPresent()) {
            return List.of(DkimHint.of(kind(step.get().change()), detail(step.get())));
        }
        List<DkimHint> hints = new ArrayList<>(new Suspicions(field, index).aboutBody(body.traces(), headerIntact));
        boolean openBoundary = BodyType.of(index).isMultipart()
                && names(covered -> true).stream().noneMatch(name -> name.equals("content-type"));
        hints.add(DkimHint.of(
                DkimHint.Kind.BODY_UNEXPLAINED,
                body.passes() - 2 + " changes were tried"
                        + (openBoundary ? "; Content-Type is not signed, so its boundary may be a new one" : "")));
        return hints;
    }

    /** In the simple form white space tells: it may have been changed, or the signer uses the relaxed form. */
    private String detail(BodyStep step) {
        if (step.change() != BodyChange.OTHER_FORM) {
            return step.detail();
        }
        return field.claims.bodyCanonicalization().orElseThrow() == Canonicalization.SIMPLE
                ? "signed was the relaxed form: the signer uses it, or white space was changed on the way"
                : "signed was the simple form";
    }

    private static DkimHint.Kind kind(BodyChange change) {
        return switch (change) {
            case LINE_ENDS -> DkimHint.Kind.LINE_ENDS;
            case SIGNED_WITH_LF -> DkimHint.Kind.SIGNED_WITH_LF;
            case TRAILING_WHITE_SPACE -> DkimHint.Kind.TRAILING_WHITE_SPACE;
            case TRAILING_WHITE_SPACE_LOST -> DkimHint.Kind.TRAILING_WHITE_SPACE_LOST;
            case DOTS_STUFFED -> DkimHint.Kind.DOTS_STUFFED;
            case DOTS_LOST -> DkimHint.Kind.DOTS_LOST;
            case FROM_QUOTED -> DkimHint.Kind.FROM_QUOTED;
            case LINE_BROKEN -> DkimHint.Kind.LINE_BROKEN;
            case QUOTED_PRINTABLE -> DkimHint.Kind.QUOTED_PRINTABLE;
            case QUOTED_PRINTABLE_UNDONE -> DkimHint.Kind.QUOTED_PRINTABLE_UNDONE;
            case BASE64_REWRAPPED -> DkimHint.Kind.BASE64_REWRAPPED;
            case BASE64 -> DkimHint.Kind.BASE64;
            case BASE64_UNDONE -> DkimHint.Kind.BASE64_UNDONE;
            case ENCODING_CHANGED -> DkimHint.Kind.ENCODING_CHANGED;
            case CHARSET_CONVERTED -> DkimHint.Kind.CHARSET_CONVERTED;
            case TEXT_ON_TOP -> DkimHint.Kind.TEXT_ON_TOP;
            case TOP_LINE_LOST -> DkimHint.Kind.TOP_LINE_LOST;
            case FOOTER -> DkimHint.Kind.FOOTER;
            case WRAPPED -> DkimHint.Kind.WRAPPED;
            case EMPTY_BODY_SIGNED -> DkimHint.Kind.EMPTY_BODY_SIGNED;
            case OTHER_FORM -> DkimHint.Kind.OTHER_BODY_CANONICALIZATION;
            case NOT_CANONICALIZED -> DkimHint.Kind.BODY_NOT_CANONICALIZED;
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
            } else {
                hints.addAll(new Suspicions(field, index).aboutHeader(body.traces()));
            }
            hints.add(DkimHint.of(DkimHint.Kind.HEADER_UNEXPLAINED, header.candidates() + " changes were tried"));
            addFact(hints, DkimHint.Kind.FIELDS_PRESENT, names(covered -> covered.present() > 0));
            addFact(hints, DkimHint.Kind.FIELDS_ABSENT, names(covered -> covered.present() == 0));
            addFact(
                    hints,
                    DkimHint.Kind.FIELDS_OVERSIGNED,
                    names(covered -> covered.present() > 0 && covered.signed() > covered.present()));
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
