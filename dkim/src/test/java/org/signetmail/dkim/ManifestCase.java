package org.signetmail.dkim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Message;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** One message of the conformance corpus with the DNS it needs and the verdicts it should get. */
record ManifestCase(String file, Message message, DnsResolver dns, InstantSource clock, List<Verdict> verdicts) {

    /** What one signature should get: by RFC 6376 and 8463 alone, and after RFC 8301. */
    record Verdict(int index, String domain, String selector, String algorithm, String result, String modern) {}

    static List<ManifestCase> read(Path directory) {
        List<ManifestCase> cases = new ArrayList<>();
        for (Object entry : (List<?>) json(directory.resolve("manifest.json"))) {
            cases.add(read((Map<?, ?>) entry, directory));
        }
        return cases;
    }

    private static ManifestCase read(Map<?, ?> entry, Path directory) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Object verdict : (List<?>) entry.get("expected")) {
            Map<?, ?> fields = (Map<?, ?>) verdict;
            verdicts.add(new Verdict(
                    ((Number) fields.get("index")).intValue(),
                    String.valueOf(fields.get("domain")),
                    String.valueOf(fields.get("selector")),
                    String.valueOf(fields.get("algorithm")),
                    String.valueOf(fields.get("result")),
                    String.valueOf(fields.get("modern"))));
        }
        Object now = entry.get("now");
        InstantSource clock = now == null
                ? InstantSource.system()
                : InstantSource.fixed(Instant.ofEpochSecond(Long.parseLong(now.toString())));
        String file = (String) entry.get("file");
        return new ManifestCase(
                file,
                Message.of(octets(directory.resolve(file))),
                resolver((Map<?, ?>) entry.get("dns")),
                clock,
                verdicts);
    }

    private static DnsResolver resolver(Map<?, ?> dns) {
        Map<DomainName, DnsAnswer> answers = new HashMap<>();
        // A name that is none can be in the manifest, but nobody may ask for it.
        dns.forEach((name, answer) ->
                DomainName.parse((String) name).ifPresent(parsed -> answers.put(parsed, answer(answer))));
        return (name, type) -> CompletableFuture.completedFuture(answers.getOrDefault(name, DnsAnswer.NX_DOMAIN));
    }

    private static DnsAnswer answer(Object answer) {
        if (answer instanceof List<?> texts) {
            List<DnsRecord> records = new ArrayList<>();
            texts.forEach(text -> records.add(new DnsRecord.Txt(
                    new String(((String) text).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))));
            return records.isEmpty() ? DnsAnswer.NO_DATA : new DnsAnswer.Found(records, Duration.ZERO, false);
        }
        return switch ((String) answer) {
            case "SERVFAIL" -> new DnsAnswer.Failed(DnsFailure.SERVFAIL, "");
            case "TIMEOUT" -> new DnsAnswer.Failed(DnsFailure.TIMEOUT, "");
            case "NXDOMAIN" -> DnsAnswer.NX_DOMAIN;
            default -> throw new IllegalArgumentException("unknown answer " + answer);
        };
    }

    private static Object json(Path file) {
        // JSON is YAML; the limit is on the size of the document, which is large.
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
        return new Load(settings).loadFromString(new String(octets(file), StandardCharsets.UTF_8));
    }

    private static byte[] octets(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return file;
    }
}
