package org.signetmail.testkit;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.TTL;
import org.xbill.DNS.Type;

/** Reads zone text into a zone: the words of a line to a record. */
final class ZoneText {

    private final ZoneWords text;
    private final long defaultTtl;
    private final Zone.Builder zone;

    ZoneText(String text, long defaultTtl, Zone.Builder zone) {
        this.text = new ZoneWords(text);
        this.defaultTtl = defaultTtl;
        this.zone = zone;
    }

    void read() {
        while (text.hasNext()) {
            try {
                List<ZoneWord> words = text.next();
                if (!words.isEmpty()) {
                    readRecord(words);
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "zone line " + text.line() + ": " + e.getMessage() + ": " + text.shownLine(), e);
            }
        }
    }

    private void readRecord(List<ZoneWord> words) {
        expect(!words.get(0).raw().startsWith("$"), "directives are not supported");
        zone.ttl(defaultTtl);
        int i = 1;
        for (; i < words.size(); i++) {
            String word = words.get(i).raw();
            if (startsWithDigit(word)) {
                zone.ttl(ttl(word));
            } else if (!word.equalsIgnoreCase("IN")) {
                break;
            }
        }
        expect(i < words.size(), "a name without a type");
        ZoneWord owner = words.get(0);
        ZoneFault otherwise = fault(words.get(i));
        if (otherwise != null) {
            expect(words.size() == i + 1, "nothing follows a fault");
            zone.fault(owner.name(), otherwise);
        } else {
            String type = words.get(i).raw().toUpperCase(Locale.ROOT);
            readData(owner, type, words.subList(i + 1, words.size()));
        }
    }

    private static boolean startsWithDigit(String word) {
        return !word.isEmpty() && word.charAt(0) >= '0' && word.charAt(0) <= '9';
    }

    private static long ttl(String word) {
        try {
            return TTL.parseTTL(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a TTL: " + word, e);
        }
    }

    private void readData(ZoneWord owner, String type, List<ZoneWord> data) {
        ZoneFault fault = data.isEmpty() ? null : fault(data.get(0));
        if (fault != null) {
            expect(data.size() == 1, "nothing follows a fault");
            readFault(owner, type, fault);
            return;
        }
        switch (type) {
            case "TXT" ->
                zone.txt(owner.name(), data.stream().map(ZoneWord::bytes).toList());
            case "A" -> zone.a(owner.name(), only(data, "an IPv4 address").raw());
            case "AAAA" -> zone.aaaa(owner.name(), only(data, "an IPv6 address").raw());
            case "PTR" -> zone.ptr(owner.name(), only(data, "a name").name());
            case "CNAME" -> zone.cname(owner.name(), only(data, "a name").name());
            case "MX" -> {
                expect(data.size() == 2, "MX takes a preference and a name");
                zone.mx(owner.name(), preference(data.get(0).raw()), data.get(1).name());
            }
            default -> {
                int number = Type.value(type);
                expect(number >= 0 && Type.isRR(number), "no such type: " + type);
                zone.exists(owner.name());
            }
        }
    }

    private void readFault(ZoneWord owner, String type, ZoneFault fault) {
        if (type.equals("ANY")) {
            zone.fault(owner.name(), fault);
            return;
        }
        for (ZoneType known : ZoneType.values()) {
            if (known.name().equals(type)) {
                zone.fault(owner.name(), known, fault);
                return;
            }
        }
        throw new IllegalArgumentException("a fault for a type that is never asked for: " + type);
    }

    private static int preference(String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not an MX preference: " + word, e);
        }
    }

    private static @Nullable ZoneFault fault(ZoneWord word) {
        if (word.quoted() || !word.raw().startsWith("!")) {
            return null;
        }
        for (ZoneFault fault : ZoneFault.values()) {
            if (fault.name().equals(word.raw().substring(1).toUpperCase(Locale.ROOT))) {
                return fault;
            }
        }
        throw new IllegalArgumentException("no such fault: " + word.raw());
    }

    private static ZoneWord only(List<ZoneWord> data, String what) {
        expect(data.size() == 1, what + " and nothing else is expected");
        return data.get(0);
    }

    private static void expect(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
