package org.signetmail.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** One record of a zone, its data as on the wire (RFC 1035 §3.3): what the server sends and the fake decodes. */
final class ZoneRecord {

    /** RFC 1035 §3.3: a character-string has one length octet. */
    private static final int MAX_STRING = 255;

    /** RFC 1035 §3.2.1: RDLENGTH has 16 bits. */
    private static final int MAX_DATA = 65_535;

    private final ZoneType type;
    private final long ttl;
    private final byte[] data;

    private ZoneRecord(ZoneType type, long ttl, byte[] data) {
        this.type = type;
        this.ttl = ttl;
        this.data = data;
    }

    /** A string of more than 255 octets becomes several. */
    static ZoneRecord txt(long ttl, List<byte[]> strings) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (byte[] string : strings) {
            Objects.requireNonNull(string, "strings");
            int from = 0;
            do {
                int length = Math.min(MAX_STRING, string.length - from);
                data.write(length);
                data.write(string, from, length);
                from += length;
            } while (from < string.length);
        }
        if (data.size() > MAX_DATA) {
            throw new IllegalArgumentException("a TXT record has at most " + MAX_DATA + " octets");
        }
        return new ZoneRecord(ZoneType.TXT, ttl, data.toByteArray());
    }

    /** A and AAAA. */
    static ZoneRecord address(ZoneType type, long ttl, byte[] octets) {
        return new ZoneRecord(type, ttl, octets);
    }

    static ZoneRecord mx(long ttl, int preference, DomainName exchange) {
        if (preference < 0 || preference > 0xFFFF) {
            throw new IllegalArgumentException("an MX preference is 0 to 65535, not " + preference);
        }
        byte[] name = exchange.toWire();
        byte[] data = new byte[2 + name.length];
        data[0] = (byte) (preference >> 8);
        data[1] = (byte) preference;
        System.arraycopy(name, 0, data, 2, name.length);
        return new ZoneRecord(ZoneType.MX, ttl, data);
    }

    /** PTR and CNAME. */
    static ZoneRecord name(ZoneType type, long ttl, DomainName target) {
        return new ZoneRecord(type, ttl, target.toWire());
    }

    ZoneType type() {
        return type;
    }

    long ttl() {
        return ttl;
    }

    /** How many octets its data has on the wire. */
    int size() {
        return data.length;
    }

    /** The name that a CNAME or PTR record holds. */
    DomainName target() {
        return DomainName.ofWire(data);
    }

    DnsRecord decode() {
        return switch (type) {
            case TXT -> DnsRecord.text(strings());
            case A, AAAA -> new DnsRecord.Address(address());
            case MX ->
                new DnsRecord.Mx(
                        (data[0] & 0xFF) << 8 | (data[1] & 0xFF),
                        DomainName.ofWire(Arrays.copyOfRange(data, 2, data.length)));
            case PTR -> new DnsRecord.Ptr(target());
            case CNAME -> throw new IllegalStateException("a CNAME is followed, not answered");
        };
    }

    /** The record under some name, as dnsjava knows it. */
    Record toWire(DomainName owner) {
        try {
            return Record.newRecord(new Name(owner.toWire()), type.number, DClass.IN, ttl, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> strings() {
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < data.length; ) {
            int length = data[i++] & 0xFF;
            strings.add(new String(data, i, length, StandardCharsets.ISO_8859_1));
            i += length;
        }
        return strings;
    }

    private InetAddress address() {
        try {
            // InetAddress would make an IPv4 address of ::ffff:a.b.c.d; what an AAAA record holds is IPv6.
            return type == ZoneType.AAAA ? Inet6Address.getByAddress(null, data, -1) : InetAddress.getByAddress(data);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(new IOException("an address of " + data.length + " octets", e));
        }
    }
}
