package org.signetmail.dkim;

import java.util.ArrayList;
import java.util.List;
import org.signetmail.dkim.canonical.FieldIndex;
import org.signetmail.dkim.tags.UsualTexts;

/**
 * The fields of a message that a reader or a program goes by and that a signature leaves out (RFC 6376 §5.4.1). Kept as
 * one bit for each, as every verification looks and few are asked.
 */
final class UnsignedFields {

    /** As they are written usually; RFC 6376 §5.4.1, RFC 2045 §3, RFC 8058 §4. */
    private static final List<String> WRITTEN = List.of(
            "Subject",
            "To",
            "Cc",
            "Date",
            "Sender",
            "Reply-To",
            "Message-ID",
            "In-Reply-To",
            "References",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
            "List-Unsubscribe",
            "List-Unsubscribe-Post");

    private static final List<String> NAMES =
            WRITTEN.stream().map(UsualTexts::lowerCase).toList();

    static final int NONE = 0;

    private UnsignedFields() {}

    /**
     * Looks which there are.
     *
     * @param coverage the fields that are signed
     * @param index the message's fields
     * @return a bit for each that is present and not signed at all
     */
    static int find(List<SignedField> coverage, FieldIndex index) {
        int found = NONE;
        for (int i = 0; i < NAMES.size(); i++) {
            if (!isSigned(NAMES.get(i), coverage) && index.has(NAMES.get(i))) {
                found |= 1 << i;
            }
        }
        return found;
    }

    private static boolean isSigned(String name, List<SignedField> coverage) {
        for (int i = 0; i < coverage.size(); i++) {
            if (coverage.get(i).name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** The names for the bits, Subject first. */
    static List<String> names(int bits) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < WRITTEN.size(); i++) {
            if ((bits & 1 << i) != 0) {
                names.add(WRITTEN.get(i));
            }
        }
        return names;
    }
}
