package org.signetmail.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;

/**
 * Finds the Authentication-Results fields that a sender has forged: those that claim to come from the receiving site
 * itself, when a message comes in from outside (RFC 8601 §5). They have to go, before the site adds its own.
 *
 * <pre>{@code
 * ResultsFilter filter = ResultsFilter.of("mx.example.org");
 * Authentication result = authenticator.authenticate(message, envelope);   // first: a removed field may be a signed one
 * Message clean = filter.clean(message);
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class ResultsFilter {

    private static final String NAME = "Authentication-Results";

    private final Set<String> ours = new HashSet<>();

    private ResultsFilter() {}

    /**
     * A filter for all names that a site goes by in these fields.
     *
     * @param authservIds the site's own authserv-ids, of all its hosts that write such fields
     * @return the filter
     */
    public static ResultsFilter of(String... authservIds) {
        ResultsFilter filter = new ResultsFilter();
        for (String id : authservIds) {
            String canonical = canonical(id);
            if (canonical == null) {
                throw new IllegalArgumentException("not an authserv-id: " + Ascii.printable(id, 80));
            }
            filter.ours.add(canonical);
        }
        return filter;
    }

    /**
     * Finds the forged fields. When in doubt a field is forged: without an authserv-id that can be read, in an unknown
     * version, or with a malformed name that some other reader could take for this one.
     *
     * @param fields all header fields of a message
     * @return the forged ones
     */
    public List<HeaderField> forged(List<HeaderField> fields) {
        List<HeaderField> forged = new ArrayList<>();
        for (HeaderField field : fields) {
            if (field.is(NAME) ? isForged(ReceivedResults.of(field)) : isMeantAsResults(field)) {
                forged.add(field);
            }
        }
        return List.copyOf(forged);
    }

    /**
     * Takes the forged fields out of a message.
     *
     * @param message the message as it came in
     * @return the message without them; the same when it has none
     */
    public Message clean(Message message) {
        List<HeaderField> forged = forged(message.fields());
        return forged.isEmpty() ? message : message.without(forged);
    }

    private boolean isForged(ReceivedResults results) {
        // RFC 8601 §5: "the MTA MUST delete [...] any instance of this header field that claims [...] to have been
        // added within its trust boundary but that did not come directly from another trusted MTA", and unknown
        // versions, too.
        Optional<String> id = results.authservId();
        String canonical = id.isPresent() ? canonical(id.get()) : null;
        return canonical == null || results.version() != 1 || isOneOfOurs(canonical);
    }

    /** Whether an id is one of ours to some reader: as it stands, or when what is around it is left out. */
    private boolean isOneOfOurs(String canonical) {
        for (String each : ours) {
            for (int at = canonical.indexOf(each); at >= 0; at = canonical.indexOf(each, at + 1)) {
                if (isNoName(canonical, at - 1, -1) && isNoName(canonical, at + each.length(), 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether no other name goes on from here: dots and hyphens belong to one only with letters or digits behind them. */
    private static boolean isNoName(String id, int from, int step) {
        int i = from;
        while (i >= 0 && i < id.length() && "._-".indexOf(id.charAt(i)) >= 0) {
            i += step;
        }
        return i < 0 || i >= id.length() || !Ascii.isLetterOrDigit(id.charAt(i));
    }

    /** RFC 8601 §5: compared without regard to letter case, and after U-labels have become A-labels. */
    private static @Nullable String canonical(String id) {
        Optional<DomainName> name = DomainName.parse(id);
        if (name.isPresent()) {
            return name.get().toString();
        }
        for (int i = 0; i < id.length(); i++) {
            // What is neither a name nor ASCII may look like anything.
            if (id.charAt(i) > 0x7E || id.charAt(i) < ' ') {
                return null;
            }
        }
        return id.isEmpty() ? null : Ascii.lowerCase(id);
    }

    private static boolean isMeantAsResults(HeaderField field) {
        return !field.isWellFormed() && field.isMeantAs(NAME);
    }
}
