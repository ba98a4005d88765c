package org.signetmail.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.results.AuthservIds;

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

    /** Of a field of which nothing is taken away. */
    private static final int ALL = -1;

    private final AuthservIds ours;

    private ResultsFilter(AuthservIds ours) {
        this.ours = ours;
    }

    /**
     * A filter for all names that a site goes by in these fields.
     *
     * @param authservIds the site's own authserv-ids, of all its hosts that write such fields
     * @return the filter
     */
    public static ResultsFilter of(String... authservIds) {
        return new ResultsFilter(ids(authservIds));
    }

    private static AuthservIds ids(String... authservIds) {
        Set<String> ids = new HashSet<>();
        for (String id : Objects.requireNonNull(authservIds, "authservIds")) {
            String canonical = canonical(Objects.requireNonNull(id, "authservId"));
            if (canonical == null) {
                throw new IllegalArgumentException("not an authserv-id: " + Ascii.printable(id, 80));
            }
            ids.add(canonical);
        }
        return new AuthservIds(ids);
    }

    /**
     * Reads the fields of hosts that one trusts. Anybody can write their names: what comes out is worth as much as the care
     * with which the site's border takes out the forged ones (RFC 8601 §7.1).
     *
     * @param fields all header fields of a message
     * @param authservIds the ids to believe; compared whole, without regard to letter case, and after U-labels have become
     *     A-labels
     * @return what those fields say, from top to bottom; none of an unknown version, and none with a bare CR or LF, behind
     *     which other readers see another field
     * @throws IllegalArgumentException when one of the ids is none
     */
    public static List<ReceivedResults> trusted(List<HeaderField> fields, String... authservIds) {
        AuthservIds ids = ids(authservIds);
        List<ReceivedResults> trusted = new ArrayList<>();
        for (HeaderField field : Objects.requireNonNull(fields, "fields")) {
            if (field.is(NAME) && field.nextBareLine(0) < 0) {
                ReceivedResults results = ReceivedResults.of(field);
                String id = results.authservId().map(ResultsFilter::canonical).orElse(null);
                if (id != null && ids.contains(id) && results.version() == 1) {
                    trusted.add(results);
                }
            }
        }
        return List.copyOf(trusted);
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
        for (HeaderField field : Objects.requireNonNull(fields, "fields")) {
            if (kept(field) == Message.NOTHING) {
                forged.add(field);
            }
        }
        return List.copyOf(forged);
    }

    /**
     * Finds the fields that are not forged themselves, but have a forged one behind a bare CR or LF, which some readers take
     * for the end of a line. {@link #clean} cuts them at that octet.
     *
     * @param fields all header fields of a message
     * @return those fields, of any name
     */
    public List<HeaderField> hiding(List<HeaderField> fields) {
        List<HeaderField> hiding = new ArrayList<>();
        for (HeaderField field : Objects.requireNonNull(fields, "fields")) {
            if (kept(field) >= 0) {
                hiding.add(field);
            }
        }
        return List.copyOf(hiding);
    }

    /**
     * Takes the forged fields out of a message: the {@link #forged} whole, and the {@link #hiding} from the octet on behind
     * which the forged one stands.
     *
     * <p>It looks at the header fields that the message has. Where a bound cut its header ({@link Message#problem}), what
     * stands behind that place is not looked at and stays: a message over a bound is refused by the default reply, and whoever
     * takes it all the same has to read it with higher bounds first.
     *
     * @param message the message as it came in
     * @return the message without them; the same when it has none
     */
    public Message clean(Message message) {
        IdentityHashMap<HeaderField, Integer> kept = new IdentityHashMap<>();
        for (HeaderField field : Objects.requireNonNull(message, "message").fields()) {
            int keep = kept(field);
            if (keep != ALL) {
                kept.put(field, keep);
            }
        }
        return kept.isEmpty() ? message : message.shortened(kept);
    }

    /** How many octets of a field are to stay, {@link #ALL}, or {@link Message#NOTHING}. */
    private int kept(HeaderField field) {
        if (isForged(field)) {
            return Message.NOTHING;
        }
        int hidden = hiddenAt(field);
        // What stands in front of the hidden one is another field than the whole: its id may be gone.
        return hidden >= 0 && isForged(field.part(0, hidden)) ? Message.NOTHING : hidden;
    }

    private boolean isForged(HeaderField field) {
        return field.is(NAME) ? isForged(ReceivedResults.of(field)) : isMeantAsResults(field);
    }

    /** The index of the bare CR or LF behind which a forged field stands, or {@link #ALL}. Each octet is looked at once. */
    private int hiddenAt(HeaderField field) {
        for (int end = field.nextBareLine(0); end >= 0; ) {
            int next = field.nextBareLine(end + 1);
            if (isForged(field.part(end + 1, next < 0 ? field.length() : next))) {
                return end;
            }
            end = next;
        }
        return ALL;
    }

    private boolean isForged(ReceivedResults results) {
        // RFC 8601 §5: "the MTA MUST delete [...] any instance of this header field that claims [...] to have been
        // added within its trust boundary but that did not come directly from another trusted MTA", and unknown
        // versions, too.
        Optional<String> id = results.authservId();
        String canonical = id.isPresent() ? canonical(id.get()) : null;
        return canonical == null || results.version() != 1 || ours.isOneToSomeReader(canonical);
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
