package org.signetmail.core.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.xbill.DNS.DClass;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Between our types and the octets of DNS messages, which dnsjava reads and writes. */
final class DnsWire {

    private static final int HEADER = 12;
    private static final int QR = 0x80;
    private static final int RD = 0x0100;
    private static final int AD = 0x0020;

    /** QTYPE and QCLASS. */
    private static final int QUESTION_TAIL = 4;

    /** An OPT record without options. */
    private static final int OPT = 11;

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
     * A query whose ID is zero until the way is known that it takes.
     *
     * @param name the name to ask for
     * @param type the type to ask for
     * @param udpSize the longest answer to take over UDP, in the OPT record; zero for a query without one
     * @return the message
     */
    static byte[] query(DomainName name, RecordType type, int udpSize) {
        byte[] owner = name.toWire();
        ByteBuffer message = ByteBuffer.allocate(HEADER + owner.length + QUESTION_TAIL + (udpSize > 0 ? OPT : 0));
        // RFC 6840 §5.7: AD in a query says that its sender understands AD in the answer.
        message.putShort((short) 0).putShort((short) (RD | AD));
        message.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) (udpSize > 0 ? 1 : 0));
        message.put(owner).putShort((short) number(type)).putShort((short) DClass.IN);
        if (udpSize > 0) {
            // RFC 6891 §6.1.2: the root, OPT, the size for a class, no flags for a TTL, no data.
            message.put((byte) 0).putShort((short) Type.OPT).putShort((short) udpSize);
            message.putInt(0).putShort((short) 0);
        }
        return message.array();
    }

    /** The ID of a message that has one. */
    static int id(byte[] message) {
        return (message[0] & 0xFF) << 8 | (message[1] & 0xFF);
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
        end += 1 + QUESTION_TAIL;
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

    /**
     * Reads a message; nothing when it is none, as any octets may come.
     *
     * @param octets the message, at least a header; changed where it holds what nobody asks for
     */
    static @Nullable Message parse(byte[] octets) {
        try {
            return DnsScan.isWorthReading(octets) ? new Message(octets) : null;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** RFC 2181 §8: a TTL with the top bit set is zero. */
    static long ttl(long ttl) {
        return ttl > Integer.MAX_VALUE ? 0 : ttl;
    }

    /** The octets of a record's data, names in it not compressed. */
    static int length(Record record) {
        if (record instanceof TXTRecord txt) {
            int octets = 0;
            for (byte[] string : txt.getStringsAsByteArrays()) {
                octets += 1 + string.length;
            }
            return octets;
        }
        if (record instanceof MXRecord mx) {
            return Short.BYTES + mx.getTarget().length();
        }
        return record instanceof PTRRecord ptr ? ptr.getTarget().length() : record.rdataToWireCanonical().length;
    }

    /**
     * The data of a record.
     *
     * @param record of a type that is asked for
     * @param maxText the most octets of a TXT record that is given whole
     */
    static DnsRecord decode(Record record, int maxText) {
        if (record instanceof TXTRecord txt) {
            List<String> strings = new ArrayList<>(1);
            for (byte[] string : txt.getStringsAsByteArrays()) {
                strings.add(new String(string, StandardCharsets.ISO_8859_1));
            }
            return DnsRecord.text(strings, maxText);
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
