package org.signetmail.core.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Between our types and the octets of DNS messages, which dnsjava reads and writes. */
final class DnsWire {

    private static final int HEADER = 12;
    private static final int QR = 0x80;

    private DnsWire() {}

    static int number(RecordType type) {
        return switch (type) {
            case TXT -> Type.TXT;
            case A -> Type.A;
            case AAAA -> Type.AAAA;
            case MX -> Type.MX;
            case PTR -> Type.PTR;
        };
    }

    /**
     * A query.
     *
     * @param id to be chosen at random for each query
     * @param name the name to ask for
     * @param type the type to ask for
     * @param udpSize the longest answer to take over UDP, in the OPT record; zero for a query without one
     * @return the message
     */
    static byte[] query(int id, DomainName name, RecordType type, int udpSize) {
        Message message = new Message(id);
        message.getHeader().setFlag(Flags.RD);
        // RFC 6840 §5.7: AD in a query says that its sender understands AD in the answer.
        message.getHeader().setFlag(Flags.AD);
        message.addRecord(Record.newRecord(name(name), number(type), DClass.IN), Section.QUESTION);
        if (udpSize > 0) {
            message.addRecord(new OPTRecord(udpSize, 0, 0), Section.ADDITIONAL);
        }
        return message.toWire(Message.MAXLENGTH);
    }

    private static Name name(DomainName name) {
        try {
            return new Name(name.toWire());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DomainName name(Name name) {
        return DomainName.ofWire(name.toWire());
    }

    /**
     * Whether a message answers a query: RFC 5452 §9.1 asks for the same ID and the same question. Looks at nothing
     * else, so that what a stranger sends costs little.
     */
    static boolean answers(byte[] message, byte[] query) {
        if (message.length < HEADER
                || message[0] != query[0]
                || message[1] != query[1]
                || (message[2] & QR) == 0
                || (message[2] >> 3 & 0x0F) != Opcode.QUERY) {
            return false;
        }
        if (message[4] == 0 && message[5] == 0) {
            // A server that could not even read the question has none to repeat; it has no answer to give either.
            int rcode = message[3] & 0x0F;
            return message.length == HEADER && rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN;
        }
        int end = HEADER;
        while (query[end] != 0) {
            end += 1 + query[end];
        }
        end += 1 + 2 + 2;
        if (message[4] != 0 || message[5] != 1 || message.length < end) {
            return false;
        }
        for (int i = HEADER; i < end; i++) {
            if (lowerCase(message[i]) != lowerCase(query[i])) {
                return false;
            }
        }
        return true;
    }

    /** The octets of lengths, type and class are no letters, so it does them no harm. */
    private static int lowerCase(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? octet | 0x20 : octet;
    }

    /** Reads a message; nothing when it is none, as any octets may come. */
    static @Nullable Message parse(byte[] octets) {
        try {
            return new Message(octets);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** RFC 2181 §8: a TTL with the top bit set is zero. */
    static long ttl(long ttl) {
        return ttl > Integer.MAX_VALUE ? 0 : ttl;
    }

    /**
     * The data of a record.
     *
     * @param record of a type that is asked for
     * @param maxText the most octets of a TXT record that is given whole
     */
    static DnsRecord decode(Record record, int maxText) {
        if (record instanceof TXTRecord txt) {
            return DnsRecord.text(
                    txt.getStringsAsByteArrays().stream()
                            .map(string -> new String(string, StandardCharsets.ISO_8859_1))
                            .toList(),
                    maxText);
        }
        if (record instanceof MXRecord mx) {
            return new DnsRecord.Mx(mx.getPriority(), name(mx.getTarget()));
        }
        if (record instanceof PTRRecord ptr) {
            return new DnsRecord.Ptr(name(ptr.getTarget()));
        }
        return new DnsRecord.Address(address(record.rdataToWireCanonical()));
    }

    private static InetAddress address(byte[] octets) {
        try {
            // InetAddress would make an IPv4 address of ::ffff:a.b.c.d; what an AAAA record holds is IPv6.
            return octets.length == 16 ? Inet6Address.getByAddress(null, octets, -1) : InetAddress.getByAddress(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
