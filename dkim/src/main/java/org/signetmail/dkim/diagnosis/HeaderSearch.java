package org.signetmail.dkim.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.signetmail.core.HeaderField;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.canonical.FieldIndex;
import org.signetmail.dkim.canonical.Form;

/**
 * Undoes, one after the other, what servers are known to do to a header and signers to get wrong, until the signature fits;
 * then pairs of those that servers do. What is found is proved: the octets that were signed are known.
 */
final class HeaderSearch {

    /** Fields that servers add where the author's program has left them out (RFC 6409 §8). */
    private static final Set<String> ADDED_BY_SERVERS = Set.of(
            "message-id",
            "date",
            "mime-version",
            "sender",
            "to",
            "cc",
            "reply-to",
            "content-type",
            "content-transfer-encoding",
            "list-unsubscribe",
            "list-id",
            "return-path");

    /** Free text, in which white space is the author's. */
    private static final Set<String> UNSTRUCTURED = Set.of("subject", "comments");

    /** What a field was called by who kept it when it wrote another one. */
    private static final List<String> KEPT_AS =
            List.of("x-original-", "original-", "x-google-original-", "old-", "x-old-");

    private static final int MOST_FIELDS = 150;
    private static final int SHOWN = 120;

    /** On how many fields each spacing and folding is tried alone. */
    private static final int MOST_SINGLES = 8;

    private static final int MOST_GUESSES = 180;

    private final Form form;
    private final List<FieldText> fields;
    private final OwnText own;
    private final FieldIndex index;
    private final HeaderTrials trials;

    /** The canonical fields as they are, that of the signature last. */
    private final List<byte[]> parts;

    private List<HeaderStep> found = List.of();

    /** How many candidates are kept for pairs. */
    private int reserve = 100;

    /**
     * One thing to undo.
     *
     * @param edits what it makes of fields
     * @param step tells it
     */
    private record Move(List<Edit> edits, HeaderStep step) {}

    /** Another canonical field: without octets it is left out. */
    private static final class Edit {
        private final int field;
        private final byte[] octets;

        private Edit(int field, byte[] octets) {
            this.field = field;
            this.octets = octets;
        }
    }

    HeaderSearch(
            Form form, List<FieldText> fields, OwnText own, FieldIndex index, HeaderTrials trials, List<byte[]> parts) {
        this.form = form;
        this.fields = fields;
        this.own = own;
        this.index = index;
        this.trials = trials;
        this.parts = parts;
    }

    /** The canonical fields of a header in a form. */
    static List<byte[]> parts(Form form, List<FieldText> fields, FieldText own) {
        List<byte[]> parts = new ArrayList<>(fields.size() + 1);
        fields.forEach(field -> parts.add(field.canonical(form)));
        parts.add(own.canonicalWithoutCrlf(form));
        return parts;
    }

    /** Searches. Gives what had to be undone; nothing when nothing did it. */
    List<HeaderStep> search() {
        signersForms();
        ownField();
        List<Move> left = leaveOut();
        tryEach(left);
        instances();
        List<Move> everywhere = new ArrayList<>();
        if (form == Form.SIMPLE) {
            refold(everywhere);
        }
        List<Move> guesses = guesses();
        tryEach(guesses);
        respace(everywhere);
        reserve = 0;
        pairs(left, guesses, everywhere);
        return found;
    }

    private boolean isDone() {
        return !found.isEmpty()
                || trials.isExhausted()
                || trials.candidates() >= HeaderTrials.MOST_CANDIDATES - reserve;
    }

    private void tryParts(List<byte[]> candidate, HeaderStep... steps) {
        if (!isDone() && trials.fits(candidate)) {
            found = List.of(steps);
        }
    }

    private void tryEach(List<Move> moves) {
        moves.forEach(this::tryMove);
    }

    private void tryMove(Move move) {
        if (!isDone()) {
            tryParts(edited(parts, move), move.step);
        }
    }

    private static List<byte[]> edited(List<byte[]> parts, Move move) {
        List<byte[]> candidate = new ArrayList<>(parts);
        for (Edit edit : move.edits) {
            candidate.set(edit.field, edit.octets);
        }
        return candidate;
    }

    private static HeaderStep step(HeaderChange change, String name, String detail) {
        return new HeaderStep(change, name.isEmpty() ? List.of() : List.of(name), detail);
    }

    // Signers.

    private void signersForms() {
        Form other = form.other();
        // In the simple form white space tells: it may have been changed, or the signer uses the relaxed one.
        String why = form == Form.SIMPLE
                ? "signed was the relaxed form: the signer uses it, or fields were folded or spaced anew on the way"
                : "signed was the simple form";
        tryParts(parts(other, fields, own.text()), step(HeaderChange.OTHER_FORM, "", why));
        if (form == Form.RELAXED) {
            keptBlank();
            for (LaxForm lax : LaxForm.values()) {
                laxForm(lax);
            }
        }
        messageOrder();
    }

    /**
     * Some signers go through the message and not through {@code h=}. When the order of the names is the same, fields of one
     * name may have changed places as well.
     */
    private void messageOrder() {
        Set<String> names = new HashSet<>();
        fields.forEach(field -> names.add(field.lowerName()));
        List<byte[]> candidate = new ArrayList<>();
        List<String> order = new ArrayList<>();
        for (HeaderField field : index.fields()) {
            String name = Ascii.lowerCase(field.name());
            if (candidate.size() < MOST_FIELDS && field != own.field() && names.contains(name)) {
                candidate.add(FieldText.of(field).canonical(form));
                order.add(name);
            }
        }
        candidate.add(parts.get(parts.size() - 1));
        if (!order.equals(fields.stream().map(FieldText::lowerName).toList())) {
            tryParts(candidate, step(HeaderChange.MESSAGE_ORDER, "", ""));
        }
    }

    /** RFC 6376 §3.4.2: the white space behind the colon goes; some signers leave that which a fold there becomes. */
    private void keptBlank() {
        List<Edit> all = new ArrayList<>();
        List<Edit> folded = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            FieldText field = fields.get(i);
            if (!field.lead().isEmpty()) {
                Edit edit = new Edit(i, blankKept(parts.get(i)));
                all.add(edit);
                if (field.lead().indexOf('\n') >= 0) {
                    folded.add(edit);
                    names.add(field.lowerName());
                }
            }
        }
        if (folded.size() > 1) {
            tryMove(new Move(folded, new HeaderStep(HeaderChange.BLANK_KEPT, distinct(names), "")));
        }
        for (int i = 0; i < Math.min(folded.size(), MOST_FIELDS); i++) {
            tryMove(new Move(folded.subList(i, i + 1), step(HeaderChange.BLANK_KEPT, names.get(i), "")));
        }
        if (!own.text().lead().isEmpty()) {
            List<Edit> withOwn = new ArrayList<>(all);
            withOwn.add(new Edit(fields.size(), blankKept(parts.get(fields.size()))));
            tryMove(new Move(withOwn, step(HeaderChange.BLANK_KEPT, "", "in all fields")));
        }
        tryMove(new Move(all, step(HeaderChange.BLANK_KEPT, "", "in all signed fields")));
    }

    private static byte[] blankKept(byte[] canonical) {
        byte[] kept = new byte[canonical.length + 1];
        int colon = 0;
        while (canonical[colon] != ':') {
            colon++;
        }
        System.arraycopy(canonical, 0, kept, 0, colon + 1);
        kept[colon + 1] = ' ';
        System.arraycopy(canonical, colon + 1, kept, colon + 2, canonical.length - colon - 1);
        return kept;
    }

    private void laxForm(LaxForm lax) {
        List<Edit> edits = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < fields.size() && !isDone(); i++) {
            byte[] octets = lax.canonical(fields.get(i));
            trials.charge(octets.length);
            if (!Arrays.equals(octets, parts.get(i))) {
                edits.add(new Edit(i, octets));
                names.add(fields.get(i).lowerName());
            }
        }
        byte[] canonicalOwn = lax.canonical(own.text());
        byte[] withoutCrlf = Arrays.copyOf(canonicalOwn, canonicalOwn.length - 2);
        if (!Arrays.equals(withoutCrlf, parts.get(fields.size()))) {
            List<Edit> withOwn = new ArrayList<>(edits);
            withOwn.add(new Edit(fields.size(), withoutCrlf));
            tryMove(new Move(withOwn, new HeaderStep(HeaderChange.RELAXED_WRONGLY, List.of(), lax.description())));
        }
        if (!edits.isEmpty()) {
            tryMove(new Move(edits, new HeaderStep(HeaderChange.RELAXED_WRONGLY, distinct(names), lax.description())));
        }
        for (int i = 0; i < Math.min(edits.size(), 20) && edits.size() > 1; i++) {
            tryMove(new Move(
                    edits.subList(i, i + 1), step(HeaderChange.RELAXED_WRONGLY, names.get(i), lax.description())));
        }
    }

    private void ownField() {
        for (OwnText.Guess guess : own.guesses(form)) {
            tryMove(new Move(
                    List.of(new Edit(fields.size(), guess.octets())), step(guess.change(), "", guess.detail())));
        }
    }

    // Fields that came, or went to another place.

    private List<Move> leaveOut() {
        List<Move> moves = new ArrayList<>();
        List<Move> usual = new ArrayList<>();
        for (int i = 0; i < Math.min(fields.size(), MOST_FIELDS); i++) {
            String name = fields.get(i).lowerName();
            Move move = new Move(List.of(new Edit(i, new byte[0])), step(HeaderChange.LEFT_OUT, name, ""));
            moves.add(move);
            if (ADDED_BY_SERVERS.contains(name) && usual.size() < 6) {
                usual.add(move);
            }
        }
        // Likely ones first, as a large header is worth few candidates.
        moves.sort(Comparator.comparing(move -> !usual.contains(move)));
        // Servers that complete a message add several at once.
        for (int chosen = 3; chosen < 1 << usual.size(); chosen++) {
            if (Integer.bitCount(chosen) == 2 || Integer.bitCount(chosen) == 3) {
                List<Edit> edits = new ArrayList<>();
                List<String> names = new ArrayList<>();
                for (int i = 0; i < usual.size(); i++) {
                    if ((chosen >> i & 1) != 0) {
                        edits.addAll(usual.get(i).edits);
                        names.addAll(usual.get(i).step.names());
                    }
                }
                moves.add(new Move(edits, new HeaderStep(HeaderChange.LEFT_OUT, distinct(names), "")));
            }
        }
        return moves;
    }

    /** Other instances of a name than those that RFC 6376 §5.4.2 has signed, or in another order. */
    private void instances() {
        List<String> names = distinct(fields.stream().map(FieldText::lowerName).toList());
        for (String name : names.subList(0, Math.min(names.size(), MOST_FIELDS))) {
            if (isDone()) {
                return;
            }
            List<Integer> places = places(name);
            List<HeaderField> present = new ArrayList<>(index.named(name));
            present.remove(own.field());
            int signed = places.size();
            if (signed > 1) {
                List<Integer> reversed = new ArrayList<>(places);
                Collections.reverse(reversed);
                List<Edit> edits = new ArrayList<>();
                for (int i = 0; i < signed; i++) {
                    edits.add(new Edit(places.get(i), parts.get(reversed.get(i))));
                }
                tryMove(new Move(edits, step(HeaderChange.REORDERED, name, "")));
                swaps(name, places);
            }
            if (present.size() > signed && present.size() <= MOST_FIELDS) {
                shifted(name, places, present);
            }
        }
    }

    private void swaps(String name, List<Integer> places) {
        for (int i = 0; i + 1 < Math.min(places.size(), 20); i++) {
            tryMove(new Move(
                    List.of(
                            new Edit(places.get(i), parts.get(places.get(i + 1))),
                            new Edit(places.get(i + 1), parts.get(places.get(i)))),
                    step(HeaderChange.REORDERED, name, "two of them changed places")));
        }
    }

    /** With one of the bottom ones left out, and with all that are there. */
    private void shifted(String name, List<Integer> places, List<HeaderField> present) {
        List<FieldText> fromBelow = new ArrayList<>();
        for (int i = present.size() - 1; i >= 0; i--) {
            fromBelow.add(FieldText.of(present.get(i)));
        }
        for (int skipped = 0; skipped < Math.min(places.size(), 10); skipped++) {
            List<Edit> edits = new ArrayList<>();
            for (int i = skipped; i < places.size(); i++) {
                edits.add(new Edit(places.get(i), fromBelow.get(i + 1).canonical(form)));
            }
            tryMove(new Move(
                    edits,
                    step(
                            HeaderChange.OTHER_INSTANCE,
                            name,
                            "the one at number " + (skipped + 1) + " from the bottom was not signed")));
        }
        if (places.size() == 1) {
            byte[] top = fromBelow.get(fromBelow.size() - 1).canonical(form);
            tryMove(new Move(
                    List.of(new Edit(places.get(0), top)),
                    step(HeaderChange.OTHER_INSTANCE, name, "the topmost was signed")));
        }
        List<byte[]> candidate = new ArrayList<>(parts);
        int last = places.get(places.size() - 1);
        for (int i = places.size(); i < fromBelow.size(); i++) {
            candidate.add(last + 1 + i - places.size(), fromBelow.get(i).canonical(form));
        }
        tryParts(candidate, step(HeaderChange.OTHER_INSTANCE, name, "all of them were signed"));
    }

    private List<Integer> places(String name) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).lowerName().equals(name)) {
                places.add(i);
            }
        }
        return places;
    }

    // Values.

    private List<Move> guesses() {
        List<HeaderField> mailers = index.named("x-mailer");
        String mailer = mailers.isEmpty() ? "" : FieldText.of(mailers.get(0)).text();
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < Math.min(fields.size(), MOST_FIELDS) && !isDone(); i++) {
            FieldText field = fields.get(i);
            String name = field.lowerName();
            String text = field.text();
            for (String kept : kept(name)) {
                moves.addAll(rewritten(i, HeaderChange.REWRITTEN, kept));
            }
            for (FieldGuesses.Guess guess : FieldGuesses.of(name, text, mailer)) {
                moves.addAll(rewritten(i, guess.change(), guess.text()));
            }
        }
        // Likely ones of each field before unlikely ones of any.
        moves.sort(Comparator.comparing(move -> rank(move.step.change())));
        return moves.subList(0, Math.min(moves.size(), MOST_GUESSES));
    }

    private static int rank(HeaderChange change) {
        return change == HeaderChange.SUBJECT_MARKED ? 0 : change == HeaderChange.REWRITTEN ? 1 : 2;
    }

    /** What a server kept under another name: the Subject without mark, the author's From beside that of a list. */
    private List<String> kept(String name) {
        List<String> kept = new ArrayList<>();
        for (String prefix : KEPT_AS) {
            add(kept, prefix + name);
        }
        switch (name) {
            case "from" -> {
                add(kept, "reply-to");
                add(kept, "x-original-sender");
                add(kept, "cc");
            }
            case "subject" -> add(kept, "thread-topic");
            case "reply-to" -> add(kept, "from");
            case "to" -> add(kept, "delivered-to");
            default -> {}
        }
        return kept;
    }

    private void add(List<String> kept, String name) {
        List<HeaderField> named = index.named(name);
        for (int i = 0; i < Math.min(named.size(), 2); i++) {
            if (named.get(i).length() < 10_000) {
                kept.add(FieldText.of(named.get(i)).text());
            }
        }
    }

    private List<Move> rewritten(int place, HeaderChange change, String text) {
        List<Move> moves = new ArrayList<>();
        single(moves, place, fields.get(place).withText(text), change, signed(text));
        return moves;
    }

    /** What makes another white space alone is called so. */
    private HeaderChange called(HeaderChange change, FieldText field, FieldText other) {
        boolean spaced =
                change == HeaderChange.REWRITTEN || change == HeaderChange.RESPACED || change == HeaderChange.RECODED;
        if (!spaced || !field.ink().equals(other.ink())) {
            return change;
        }
        return Arrays.equals(field.canonical(Form.RELAXED), other.canonical(Form.RELAXED))
                ? HeaderChange.REFOLDED
                : HeaderChange.RESPACED;
    }

    private static String signed(String text) {
        return "signed was \"" + Ascii.printable(Ascii.trimWsp(Respacing.unfolded(text, " ")), SHOWN) + "\"";
    }

    private void respace(List<Move> everywhere) {
        for (Respacing respacing : Respacing.values()) {
            List<Move> singles = new ArrayList<>();
            for (int i = 0; i < fields.size() && !isDone(); i++) {
                FieldText field = fields.get(i);
                boolean free = UNSTRUCTURED.contains(field.lowerName());
                if (free && respacing.compareTo(Respacing.WORDS_SPACED) < 0) {
                    continue;
                }
                FieldText respaced = respacing == Respacing.CRLFS
                        ? field.withValue(respacing.apply(field.value()))
                        : field.withText(respacing.apply(field.text()));
                single(singles, i, respaced, HeaderChange.RESPACED, respacing.description());
            }
            tryAll(singles, everywhere);
        }
    }

    private void single(List<Move> singles, int place, FieldText other, HeaderChange change, String detail) {
        byte[] octets = other.canonical(form);
        trials.charge(octets.length);
        if (!Arrays.equals(octets, parts.get(place))) {
            HeaderChange called = called(change, fields.get(place), other);
            singles.add(new Move(List.of(new Edit(place, octets)), step(called, other.lowerName(), detail)));
        }
    }

    /** Tries what servers do to every field on all of them, and then on each. */
    private void tryAll(List<Move> singles, List<Move> everywhere) {
        if (singles.size() > 1) {
            List<Edit> edits = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (Move single : singles) {
                edits.addAll(single.edits);
                names.addAll(single.step.names());
            }
            HeaderStep step = singles.stream()
                    .map(Move::step)
                    .filter(any -> any.change() == HeaderChange.RESPACED)
                    .findFirst()
                    .orElse(singles.get(0).step);
            Move all = new Move(edits, new HeaderStep(step.change(), distinct(names), step.detail()));
            everywhere.add(all);
            tryMove(all);
        } else {
            everywhere.addAll(singles);
        }
        tryEach(singles.subList(0, Math.min(singles.size(), MOST_SINGLES)));
    }

    private void refold(List<Move> everywhere) {
        for (Refolding refolding : Refolding.values()) {
            List<Move> singles = new ArrayList<>();
            for (int i = 0; i < fields.size() && !isDone(); i++) {
                single(singles, i, refolding.apply(fields.get(i)), HeaderChange.REFOLDED, "");
            }
            tryAll(singles, everywhere);
        }
        for (int spelling = 0; spelling < 4; spelling++) {
            List<Move> singles = new ArrayList<>();
            for (int i = 0; i < fields.size() && !isDone(); i++) {
                List<String> names = Refolding.namesOf(fields.get(i));
                String name = names.get(Math.min(spelling, names.size() - 1));
                single(singles, i, fields.get(i).withName(name), HeaderChange.NAME_RECASED, "");
            }
            tryAll(singles, everywhere);
        }
    }

    // Pairs.

    private void pairs(List<Move> left, List<Move> guesses, List<Move> everywhere) {
        List<Move> likely = new ArrayList<>();
        left.stream()
                .filter(move -> move.edits.size() == 1
                        && ADDED_BY_SERVERS.contains(move.step.names().get(0)))
                .limit(7)
                .forEach(likely::add);
        guesses.stream()
                .filter(move -> move.step.change() == HeaderChange.SUBJECT_MARKED)
                .limit(4)
                .forEach(likely::add);
        guesses.stream()
                .filter(move -> move.step.change() == HeaderChange.REWRITTEN
                        && !move.step.names().contains("date"))
                .limit(12)
                .forEach(likely::add);
        everywhere.stream().limit(12).forEach(likely::add);
        for (int i = 0; i < likely.size(); i++) {
            for (int j = i + 1; j < likely.size() && !isDone(); j++) {
                tryPair(likely.get(i), likely.get(j));
            }
        }
    }

    private void tryPair(Move one, Move other) {
        for (Edit edit : one.edits) {
            for (Edit otherEdit : other.edits) {
                if (edit.field == otherEdit.field) {
                    return;
                }
            }
        }
        tryParts(edited(edited(parts, one), other), one.step, other.step);
    }

    private static List<String> distinct(List<String> names) {
        return names.stream().distinct().limit(MOST_FIELDS).toList();
    }
}
