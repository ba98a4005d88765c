package org.signetmail.spf;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.testkit.Zone;
import org.signetmail.testkit.ZoneFault;

/** Makes zones of records that refer to each other, to hosts, to nothing and to what is broken. */
final class RandomRecords {

    static final int RECORDS = 100;

    private static final List<String> QUALIFIERS = List.of("", "", "", "+", "-", "~", "?");
    private static final List<String> PREFIXES = List.of("", "", "", "/24", "//64", "/24//64", "/0", "//0", "/32//128");
    private static final List<String> MACROS = List.of(
            "%{d}",
            "%{o}", "%{i}", "%{ir}", "%{l}", "%{s}", "%{h}", "%{v}", "%{p}", "%{d1}", "%{d1r}", "%{L1r-}", "%%");
    private static final List<String> GARBAGE = List.of(
            "moo",
            "a:",
            "ip4:1.2.3",
            "redirect=",
            "%{d",
            "a/33",
            "-redirect=x.example",
            "all:x",
            "\u00e9",
            "ip6:::g",
            "x=%");

    /** One label that is too long, with a final dot. */
    private static final String LONG = "." + "a".repeat(300) + ".";

    private final Random random;

    RandomRecords(long seed) {
        this.random = new Random(seed);
    }

    /** A zone with a record at r0.example to r99.example. */
    Zone zone() {
        Zone.Builder zone = Zone.builder();
        for (int i = 0; i < RECORDS; i++) {
            DomainName domain = DomainName.of("r" + i + ".example");
            zone.ttl(random.nextInt(10_000));
            if (random.nextInt(30) != 0) {
                zone.txt(domain, octets(record()));
            }
            if (random.nextInt(60) == 0) {
                zone.txt(domain, octets(record()));
            }
            if (random.nextInt(60) == 0) {
                zone.fault(domain, RecordType.TXT, any(List.of(ZoneFault.values())));
            }
            for (int mx = random.nextInt(4) * random.nextInt(6); mx > 0; mx--) {
                zone.mx(domain, random.nextInt(3), DomainName.of(host()));
            }
        }
        for (int i = 0; i < 20; i++) {
            DomainName host = DomainName.of("h" + i + ".example");
            if (i % 5 != 4) {
                zone.a(host, "192.0.2." + random.nextInt(8));
            }
            if (i % 3 != 2) {
                zone.aaaa(host, "2001:db8::" + random.nextInt(8));
            }
            if (i % 7 == 6) {
                zone.fault(host, any(List.of(ZoneFault.SERVFAIL, ZoneFault.NXDOMAIN, ZoneFault.TIMEOUT)));
            }
            zone.txt(host, octets("because of %{i} and " + any(MACROS)));
        }
        for (int i = 0; i < 8; i++) {
            for (int names = random.nextInt(14); names > 0; names--) {
                zone.ptr(IpAddress.v4(0xC0000200 | i).reverseName(), DomainName.of(host()));
                zone.ptr(IpAddress.v6(0x20010db8_00000000L, i).reverseName(), DomainName.of(host()));
            }
        }
        return zone.build();
    }

    String record() {
        StringBuilder record = new StringBuilder("v=spf1");
        int terms = random.nextInt(3) == 0 ? random.nextInt(14) : random.nextInt(5);
        for (int i = 0; i < terms; i++) {
            record.append(" ".repeat(random.nextInt(20) == 0 ? 2 : 1)).append(term());
        }
        if (random.nextInt(3) != 0) {
            record.append(' ').append(any(QUALIFIERS)).append("all");
        }
        return record.toString();
    }

    private String term() {
        String qualifier = any(QUALIFIERS);
        return switch (random.nextInt(14)) {
            case 0 -> qualifier + "a" + any(PREFIXES);
            case 1, 2 -> qualifier + "a:" + domain() + any(PREFIXES);
            case 3 -> qualifier + "mx" + any(PREFIXES);
            case 4 -> qualifier + "mx:" + domain() + any(PREFIXES);
            case 5, 6, 7 -> qualifier + "include:" + domain();
            case 8 -> qualifier + "exists:" + domain();
            case 9 -> qualifier + (random.nextBoolean() ? "ptr" : "ptr:" + domain());
            case 10 -> qualifier + "ip4:192.0.2." + random.nextInt(8) + any(List.of("", "/30", "/0"));
            case 11 -> qualifier + "ip6:2001:db8::" + random.nextInt(8) + any(List.of("", "/126", "/0"));
            case 12 -> any(List.of("redirect=", "exp=", "x=")) + domain();
            default -> random.nextInt(8) == 0 ? any(GARBAGE) : "exp=" + host();
        };
    }

    private String domain() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> host();
            case 3, 4, 5 -> "r" + random.nextInt(RECORDS) + ".example";
            case 6 -> any(MACROS) + "." + host();
            default -> any(List.of("nothing.example", "x..example", "%{d}", "%{h}", "%{l}", LONG));
        };
    }

    private String host() {
        return "h" + random.nextInt(20) + ".example";
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static List<byte[]> octets(String text) {
        return List.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
