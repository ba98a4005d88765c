package org.signetmail.reports;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dmarc.AlignmentMode;
import org.signetmail.dmarc.DiscoveryMethod;
import org.signetmail.dmarc.Disposition;

/** The keywords of one enumeration. Immutable and thread-safe. */
final class Words<E extends Enum<E>> {

    static final Words<ReportedDisposition> DISPOSITION =
            new Words<>(ReportedDisposition.values(), ReportedDisposition::keyword);
    static final Words<EvaluatedResult> EVALUATED = new Words<>(EvaluatedResult.values(), EvaluatedResult::keyword);
    static final Words<AuthResult> RESULT = new Words<>(AuthResult.values(), AuthResult::keyword);
    static final Words<SpfScope> SCOPE = new Words<>(SpfScope.values(), SpfScope::keyword);
    static final Words<OverrideType> OVERRIDE = new Words<>(OverrideType.values(), OverrideType::keyword);
    static final Words<TestingFlag> TESTING = new Words<>(TestingFlag.values(), TestingFlag::keyword);
    static final Words<Disposition> POLICY = new Words<>(Disposition.values(), Disposition::keyword);
    static final Words<DiscoveryMethod> DISCOVERY = new Words<>(DiscoveryMethod.values(), DiscoveryMethod::keyword);
    static final Words<AlignmentMode> MODE =
            new Words<>(AlignmentMode.values(), mode -> mode == AlignmentMode.STRICT ? "s" : "r");

    static final Words<FeedbackType> FEEDBACK = new Words<>(FeedbackType.values(), FeedbackType::keyword);
    static final Words<AuthFailureType> FAILURE = new Words<>(AuthFailureType.values(), AuthFailureType::keyword);
    static final Words<DeliveryResult> DELIVERY = new Words<>(DeliveryResult.values(), DeliveryResult::keyword);
    static final Words<TlsPolicyType> TLS_POLICY = new Words<>(TlsPolicyType.values(), TlsPolicyType::keyword);
    static final Words<TlsResultType> TLS_RESULT = new Words<>(TlsResultType.values(), TlsResultType::keyword);

    /** RFC 7489 App. C has unknown and error in its comments; hardfail is what some call SPF's fail. */
    private static final Map<String, String> ALIASES =
            Map.of("hardfail", "fail", "unknown", "temperror", "error", "permerror");

    private final Map<String, Reported<E>> known;

    Words(E[] values, Function<E, String> keyword) {
        Map<String, Reported<E>> words = new HashMap<>();
        for (E value : values) {
            String word = keyword.apply(value);
            words.put(word, new Reported<>(value, word, word));
        }
        this.known = Map.copyOf(words);
    }

    /** Reads a word of a field whose words have no case. */
    Reported<E> readAnyCase(String text, String where, Problems problems) {
        Reported<E> meant = known.get(Ascii.lowerCase(text));
        if (meant != null) {
            return new Reported<>(
                    meant.value().orElseThrow(), text, meant.keyword().orElseThrow());
        }
        return read(text, where, problems);
    }

    /** Reads a word; {@code text} has no white space around it. */
    Reported<E> read(String text, String where, Problems problems) {
        Reported<E> exact = known.get(text);
        if (exact != null) {
            return exact;
        }
        if (text.isEmpty()) {
            problems.problem(ReportFault.ELEMENT_EMPTY, where);
            return new Reported<>(null, text, "");
        }
        String lower = Ascii.lowerCase(text);
        boolean otherCase = !lower.equals(text);
        Reported<E> meant = known.get(lower);
        if (meant == null && this == (Object) RESULT && ALIASES.containsKey(lower)) {
            problems.problem(ReportFault.ENUM_ALIAS, where, lower);
            meant = known.get(ALIASES.get(lower));
        }
        if (meant == null) {
            problems.problem(ReportFault.ENUM_UNKNOWN, where, text);
            return new Reported<>(null, text, "");
        }
        if (otherCase) {
            problems.problem(ReportFault.ENUM_CASE, where);
        }
        return new Reported<>(meant.value().orElseThrow(), text, meant.keyword().orElseThrow());
    }
}
