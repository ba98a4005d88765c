package org.signetmail.spf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.testkit.Conformance;
import org.signetmail.testkit.Zone;
import org.signetmail.testkit.ZoneFault;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads the openspf test suite for RFC 7208. */
final class OpenSpfSuite {

    /** A description, its zone and its cases. */
    record Scenario(String description, Zone zone, List<Case> cases) {}

    /**
     * One case.
     *
     * @param results the results that the suite takes, the preferred one first
     * @param explanation the explanation to come; {@code DEFAULT} for none of the sender's, null when not checked
     */
    record Case(
            String id,
            Envelope envelope,
            List<String> results,
            @Nullable String explanation) {}

    private OpenSpfSuite() {}

    static Optional<List<Scenario>> read() {
        return Conformance.find("spf/rfc7208-tests.yml").map(OpenSpfSuite::read);
    }

    private static List<Scenario> read(Path suite) {
        try {
            List<Scenario> scenarios = new ArrayList<>();
            String yaml = Files.readString(suite, StandardCharsets.UTF_8);
            for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
                scenarios.add(scenario(map(document)));
            }
            return scenarios;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Scenario scenario(Map<?, ?> document) {
        List<Case> cases = new ArrayList<>();
        map(document.get("tests")).forEach((id, body) -> cases.add(testCase((String) id, map(body))));
        return new Scenario((String) document.get("description"), zone(map(document.get("zonedata"))), cases);
    }

    private static Case testCase(String id, Map<?, ?> body) {
        Envelope envelope = Envelope.from(Addresses.of((String) body.get("host")))
                .helo((String) body.get("helo"))
                .mailFrom((String) body.get("mailfrom"));
        Object result = body.get("result");
        List<String> results = result instanceof List<?> several
                ? several.stream().map(String.class::cast).toList()
                : List.of((String) result);
        return new Case(id, envelope, results, (String) body.get("explanation"));
    }

    private static Zone zone(Map<?, ?> data) {
        Zone.Builder zone = Zone.builder();
        data.forEach((owner, entries) -> {
            DomainName name = name(owner);
            List<?> records = (List<?>) entries;
            // SPF entries stand for TXT records, unless the name has TXT entries of its own.
            boolean hasTxt =
                    records.stream().anyMatch(entry -> entry instanceof Map<?, ?> map && map.containsKey("TXT"));
            for (Object entry : records) {
                if (entry instanceof Map<?, ?> record) {
                    record.forEach((type, value) -> add(zone, name, (String) type, value, hasTxt));
                } else {
                    zone.fault(name, ZoneFault.TIMEOUT);
                }
            }
        });
        return zone.build();
    }

    private static void add(Zone.Builder zone, DomainName name, String type, Object value, boolean hasTxt) {
        switch (type) {
            case "SPF" -> {
                if (!hasTxt) {
                    zone.txt(name, strings(value));
                }
            }
            case "TXT" -> {
                // Without TXT, but there: the name may have nothing else to exist for.
                if (value.equals("NONE")) {
                    zone.fault(name, ZoneFault.NODATA);
                } else {
                    zone.txt(name, strings(value));
                }
            }
            case "A" -> zone.a(name, (String) value);
            case "AAAA" -> zone.aaaa(name, (String) value);
            case "MX" -> {
                List<?> mx = (List<?>) value;
                zone.mx(name, (Integer) mx.get(0), name(mx.get(1)));
            }
            case "PTR" -> zone.ptr(name, name(value));
            case "CNAME" -> zone.cname(name, name(value));
            default -> throw new AssertionError(type);
        }
    }

    private static DomainName name(Object text) {
        String octets = (String) text;
        return octets.isEmpty() ? DomainName.ROOT : DomainName.ofOctets(octets).orElseThrow();
    }

    private static List<byte[]> strings(Object value) {
        List<?> strings = value instanceof List<?> several ? several : List.of(value);
        return strings.stream()
                .map(string -> ((String) string).getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static Map<?, ?> map(@Nullable Object node) {
        return (Map<?, ?>) node;
    }
}
