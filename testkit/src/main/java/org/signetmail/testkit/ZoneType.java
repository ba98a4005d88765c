package org.signetmail.testkit;

import org.jspecify.annotations.Nullable;
import org.signetmail.core.RecordType;
import org.xbill.DNS.Type;

/** The record types a zone can hold: those that Signet asks for, and CNAME, which leads to them. */
enum ZoneType {
    TXT(Type.TXT),
    A(Type.A),
    AAAA(Type.AAAA),
    MX(Type.MX),
    PTR(Type.PTR),
    CNAME(Type.CNAME);

    /** RFC 1035 §3.2.2. */
    final int number;

    ZoneType(int number) {
        this.number = number;
    }

    /** The type of a number, if a zone can hold it. */
    static @Nullable ZoneType of(int number) {
        for (ZoneType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        return null;
    }

    static ZoneType of(RecordType type) {
        return switch (type) {
            case TXT -> TXT;
            case A -> A;
            case AAAA -> AAAA;
            case MX -> MX;
            case PTR -> PTR;
        };
    }
}
