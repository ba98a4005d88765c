package org.signetmail.dkim.keys;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.tags.Base64Text;
import org.signetmail.dkim.tags.TagList;
import org.signetmail.dkim.tags.TagListFault;
import org.signetmail.dkim.tags.TagValues;

/** Parses what DNS holds at the name of a key (RFC 6376 §3.6.1). */
public final class KeyRecordParser {

    private KeyRecordParser() {}

    /**
     * Parses a TXT record.
     *
     * @param text its octets, one {@code char} each
     * @param maxTags the most tags to take
     * @return the key record, or nothing when this is none
     */
    public static Optional<KeyRecord> parse(String text, int maxTags) {
        TagList tags = tags(text).orElse(null);
        if (tags == null || tags.size() > maxTags) {
            return Optional.empty();
        }
        // RFC 6376 §3.6.1 v=: the first tag if it is there, and exactly DKIM1; else the record is discarded.
        String version = tags.value("v");
        if (version != null && (!tags.isFirst("v") || !version.equals("DKIM1"))) {
            return Optional.empty();
        }
        byte[] encoded = tags.withoutFws("p");
        if (encoded == null) {
            return Optional.empty();
        }
        String type = tags.value("k");
        return Optional.of(record(tags, type == null ? KeyRecord.RSA : Ascii.lowerCase(type), encoded));
    }

    /**
     * Parses a key record as if it had another {@code k=}.
     *
     * @param text its octets, one {@code char} each
     * @param keyType the kind of key to take it for
     * @return the record, or null when it has no {@code p=}
     */
    public static @Nullable KeyRecord withType(String text, String keyType) {
        TagList tags = tags(text).orElse(null);
        byte[] encoded = tags == null ? null : tags.withoutFws("p");
        return tags == null || encoded == null ? null : record(tags, keyType, encoded);
    }

    private static KeyRecord record(TagList tags, String keyType, byte[] encoded) {
        PublicKeyParser.Parsed parsed = publicKey(keyType, encoded);
        List<String> flags = list(tags.value("t"));
        return new KeyRecord(
                keyType,
                parsed.key(),
                parsed.bits(),
                parsed.fault(),
                list(tags.value("h")),
                list(tags.value("s")),
                flags != null && flags.contains("y"),
                flags != null && flags.contains("s"));
    }

    private static byte[] octets(String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        // Interpretation of RFC 6376 §3.6.1: it wants white space behind each line end, and records that were pasted
        // into a
        // zone have line ends without. A record is no header field, so nothing can hide behind one: they are white
        // space.
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\r' || octets[i] == '\n') {
                octets[i] = ' ';
            }
        }
        return octets;
    }

    /**
     * The tags of a record, whatever they mean.
     *
     * @param text the octets of the record, one {@code char} each
     * @return the tags, or nothing when this is no tag list
     */
    public static Optional<TagList> tags(String text) {
        byte[] octets = octets(text);
        // Interpretation of RFC 6376 §3.2: its names have no hyphen, and records in the world do (x-note=). Unknown
        // tags are to
        // be ignored (§3.6.1), so a key is not lost for the name of one.
        return TagList.parse(octets, 0, octets.length, TagList.Names.WITH_HYPHENS);
    }

    /**
     * Where a text that has no tags breaks their grammar.
     *
     * @param text the octets of the record, one {@code char} each
     * @return nothing when {@link #tags} takes it
     */
    public static Optional<TagListFault> fault(String text) {
        byte[] octets = octets(text);
        return TagListFault.find(octets, 0, octets.length, TagList.Names.WITH_HYPHENS);
    }

    private static PublicKeyParser.Parsed publicKey(String keyType, byte[] encoded) {
        // RFC 6376 §3.6.1 p=: an empty value means that the key has been revoked.
        if (encoded.length == 0) {
            return new PublicKeyParser.Parsed(null, 0, KeyFault.REVOKED);
        }
        byte[] octets = Base64Text.decode(encoded, encoded.length);
        if (octets == null) {
            return new PublicKeyParser.Parsed(null, 0, isPrivate(encoded) ? KeyFault.PRIVATE : KeyFault.SYNTAX);
        }
        PublicKeyParser.Parsed parsed = null;
        if (keyType.equals(KeyRecord.RSA)) {
            parsed = PublicKeyParser.rsa(octets);
        } else if (keyType.equals(KeyRecord.ED25519)) {
            parsed = PublicKeyParser.ed25519(octets);
        }
        if (parsed != null) {
            return parsed.fault() == KeyFault.SYNTAX && isPrivate(encoded)
                    ? new PublicKeyParser.Parsed(null, 0, KeyFault.PRIVATE)
                    : parsed;
        }
        // RFC 6376 §3.6.1 k=: unknown types are ignored. No signature of ours can ask for one.
        return new PublicKeyParser.Parsed(null, 0, KeyFault.TYPE_UNKNOWN);
    }

    /** Whether it is a private key, in PEM or not, whole or cut off: of that the domain has to hear. */
    private static boolean isPrivate(byte[] encoded) {
        return new String(encoded, StandardCharsets.ISO_8859_1).contains("PRIVATEKEY")
                || KeyOctets.of(Base64Text.decodeStart(encoded)).kind() == KeyOctets.Kind.PRIVATE;
    }

    private static @Nullable List<String> list(@Nullable String value) {
        return value == null ? null : TagValues.colonSeparated(Ascii.lowerCase(value));
    }
}
