package org.signetmail.core;

import org.signetmail.core.internal.Ascii;

/** What may be odd about a From field without hiding its author; the one place for these codes. */
enum FromFinding {
    NAME_UNQUOTED("from-name-unquoted", "RFC 5322 §3.2.3") {
        @Override
        String message(String found) {
            return "The display name has \"" + found + "\" outside of quotes.";
        }

        @Override
        String remedy() {
            return "The sender should put the display name in quotes.";
        }
    },
    LOCAL_PART_DOTS("from-local-part-dots", "RFC 5322 §3.2.3") {
        @Override
        String message(String found) {
            return "A local-part has a dot at its start, at its end or beside another dot; the domain is clear all the same.";
        }

        @Override
        String remedy() {
            return "The sender should put such a local-part in quotes.";
        }
    },
    NOT_UTF8("from-not-utf8", "RFC 6532 §3.2") {
        @Override
        String message(String found) {
            return "The From field has octets that are no UTF-8, such as " + found + "; none is in an address.";
        }

        @Override
        String remedy() {
            return "The sender should write such text as encoded-words (RFC 2047).";
        }
    };

    private final String code;
    private final String section;

    FromFinding(String code, String section) {
        this.code = code;
        this.section = section;
    }

    abstract String message(String found);

    abstract String remedy();

    /** The finding about one octet of a field's value. */
    Finding at(String value, int offset) {
        String found = Ascii.printable(value.substring(offset, offset + 1), 4);
        return Finding.warning(code, section, message(found))
                .at(new Position(value, offset, 1))
                .remedy(remedy());
    }
}
