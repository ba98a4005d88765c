package org.signetmail.testkit;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/**
 * Makes DNS messages of what a zone holds, as a recursive server for which the zone is all there is.
 *
 * @param zone the zone
 * @param authentic whether answers have the AD bit
 * @param faults what to do wrong in the message itself
 */
record ZoneAnswers(Zone zone, boolean authentic, Set<PacketFault> faults) {

    /** The longest answer over UDP, whatever the sender of a query takes. */
    private static final int MAX_UDP_SIZE = 4096;

    /** RFC 1035 §4.2.1: the same without EDNS. */
    private static final int MIN_UDP_SIZE = 512;

    private static final DomainName STRANGER = DomainName.of("stranger.example");

    /** The question of a query, if it is for a type that Signet asks for. */
    static @Nullable Question question(Message query) {
        for (RecordType type : RecordType.values()) {
            if (ZoneType.of(type).number == query.getQuestion().getType()) {
                return new Question(name(query), type);
            }
        }
        return null;
    }

    private static DomainName name(Message query) {
        return DomainName.ofWire(query.getQuestion().getName().toWire());
    }

    /** The answer, whole; nothing for a query that is to get none. */
    @Nullable
    Message answer(Message query) {
        if (query.getHeader().getOpcode() != Opcode.QUERY) {
            return error(query, Rcode.NOTIMP);
        }
        if (query.getOPT() != null && faults.contains(PacketFault.NO_EDNS)) {
            return error(query, Rcode.FORMERR);
        }
        Message answer = empty(query);
        ZoneType type = ZoneType.of(query.getQuestion().getType());
        ZoneFault fault = addAnswers(answer, name(query), type);
        if (type != null && faults.contains(PacketFault.STRANGE_RECORDS)) {
            answer.addRecord(sample(type).toWire(STRANGER), Section.ANSWER);
        }
        if (fault == ZoneFault.TIMEOUT) {
            return null;
        }
        if (fault != null && fault != ZoneFault.NODATA && fault != ZoneFault.NXDOMAIN) {
            return error(query, Rcode.value(fault.name()));
        }
        if (fault != null) {
            addSoa(answer);
        }
        if (fault == ZoneFault.NXDOMAIN) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        if (authentic) {
            answer.getHeader().setFlag(Flags.AD);
        }
        return answer;
    }

    /** The chain of CNAMEs and what is at its end. A loop ends where it closes, without records. */
    private @Nullable ZoneFault addAnswers(Message answer, DomainName name, @Nullable ZoneType type) {
        Set<DomainName> seen = new HashSet<>();
        DomainName owner = name;
        while (seen.add(owner)) {
            Zone.Finding found = zone.find(owner, type);
            if (found.fault() != null) {
                return found.fault();
            }
            for (ZoneRecord record : found.records()) {
                answer.addRecord(record.toWire(owner), Section.ANSWER);
            }
            DomainName alias = found.alias();
            if (alias == null || type == ZoneType.CNAME || faults.contains(PacketFault.FIRST_ALIAS_ONLY)) {
                return null;
            }
            owner = alias;
        }
        return null;
    }

    static Message error(Message query, int rcode) {
        Message answer = empty(query);
        answer.getHeader().setRcode(rcode);
        return answer;
    }

    /** An answer that has but the question. */
    static Message empty(Message query) {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        if (query.getHeader().getFlag(Flags.RD)) {
            answer.getHeader().setFlag(Flags.RD);
        }
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        if (query.getOPT() != null) {
            answer.addRecord(new OPTRecord(MAX_UDP_SIZE, 0, 0), Section.ADDITIONAL);
        }
        return answer;
    }

    /** RFC 2308 §3: it says how long the negative answer may be kept. */
    private static void addSoa(Message answer) {
        long ttl = Zone.DEFAULT_TTL;
        answer.addRecord(
                new SOARecord(Name.root, DClass.IN, ttl, Name.root, Name.root, 1, ttl, ttl, ttl, ttl),
                Section.AUTHORITY);
    }

    private static ZoneRecord sample(ZoneType type) {
        long ttl = Zone.DEFAULT_TTL;
        return switch (type) {
            case TXT -> ZoneRecord.txt(ttl, List.of("v=spf1 +all".getBytes(StandardCharsets.US_ASCII)));
            case A -> ZoneRecord.address(type, ttl, new byte[4]);
            case AAAA -> ZoneRecord.address(type, ttl, new byte[16]);
            case MX -> ZoneRecord.mx(ttl, 0, STRANGER);
            case PTR, CNAME -> ZoneRecord.name(type, ttl, STRANGER);
        };
    }

    /** The answer to a question that nobody asked. */
    static Message misdirected(Message answer) {
        Message misdirected = answer.clone();
        Record question = answer.getQuestion();
        misdirected.removeAllRecords(Section.QUESTION);
        misdirected.addRecord(
                Record.newRecord(Name.fromConstantString("stranger.example."), question.getType(), DClass.IN),
                Section.QUESTION);
        return misdirected;
    }

    /** The longest answer that the sender of a query takes over UDP (RFC 6891 §6.2.3). */
    static int udpSize(Message query) {
        OPTRecord opt = query.getOPT();
        return opt == null ? MIN_UDP_SIZE : Math.max(MIN_UDP_SIZE, Math.min(opt.getPayloadSize(), MAX_UDP_SIZE));
    }
}
