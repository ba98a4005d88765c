package org.signetmail.dkim.keys;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.tags.Base64Text;
import org.signetmail.dkim.tags.TagList;
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
        String keyType = type == null ? KeyRecord.RSA : Ascii.lowerCase(type);
        PublicKeyParser.Parsed parsed = publicKey(keyType, encoded);
        List<String> flags = list(tags.value("t"));
        return Optional.of(new KeyRecord(
                keyType,
                parsed.key(),
                parsed.bits(),
                parsed.fault(),
                list(tags.value("h")),
                list(tags.value("s")),
                flags != null && flags.contains("y"),
                flags != null && flags.contains("s")));
    }

    // Interpretation of RFC 6376 §3.6.1: it wants white space behind each line end, and records that were pasted into a
    // zone have line ends without. A record is no header field, so nothing can hide behind one: they are white space.
    private static byte[] octets(String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
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
        return TagList.parse(octets, 0, octets.length);
    }

    private static PublicKeyParser.Parsed publicKey(String keyType, byte[] encoded) {
        // RFC 6376 §3.6.1 p=: an empty value means that the key has been revoked.
        if (encoded.length == 0) {
            return new PublicKeyParser.Parsed(null, 0, KeyFault.REVOKED);
        }
        byte[] octets = Base64Text.decode(encoded, encoded.length);
        if (octets == null) {
            return new PublicKeyParser.Parsed(null, 0, KeyFault.SYNTAX);
        }
        if (keyType.equals(KeyRecord.RSA)) {
            return PublicKeyParser.rsa(octets);
        }
        if (keyType.equals(KeyRecord.ED25519)) {
            return PublicKeyParser.ed25519(octets);
        }
        // RFC 6376 §3.6.1 k=: unknown types are ignored. No signature of ours can ask for one.
        return new PublicKeyParser.Parsed(null, 0, KeyFault.TYPE_UNKNOWN);
    }

    private static @Nullable List<String> list(@Nullable String value) {
        return value == null ? null : TagValues.colonSeparated(Ascii.lowerCase(value));
    }
}
