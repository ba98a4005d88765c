package org.signetmail.reports.sending;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.dmarc.AlignmentMode;
import org.signetmail.dmarc.DiscoveryMethod;
import org.signetmail.dmarc.Disposition;
import org.signetmail.reports.AuthResult;
import org.signetmail.reports.EvaluatedResult;
import org.signetmail.reports.OverrideType;
import org.signetmail.reports.ReportedDisposition;
import org.signetmail.spf.address.IpAddress;

/** Results of one policy domain and day, few of them alike, some with the id of another. */
final class RandomResults {

    static final AggregateKey KEY = new AggregateKey(DomainName.of("example.com"), LocalDate.of(2026, 1, 1));

    private final Random random;

    RandomResults(long seed) {
        this.random = new Random(seed);
    }

    List<MessageResult> list(int size, int kinds) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < kinds; i++) {
            rows.add(row());
        }
        List<MessageResult> results = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            results.add(result("id" + i, rows.get(random.nextInt(kinds))));
        }
        return results;
    }

    MessageResult result(String id, Row row) {
        return new MessageResult(
                KEY,
                KEY.begin().toEpochMilli() + random.nextInt(86_400_000),
                MessageIds.hash(id),
                true,
                random.nextInt(4) == 0,
                policy(),
                row);
    }

    private SeenPolicy policy() {
        Disposition p = random.nextInt(20) == 0 ? Disposition.REJECT : Disposition.NONE;
        return new SeenPolicy(
                p,
                p,
                Disposition.NONE,
                AlignmentMode.RELAXED,
                AlignmentMode.STRICT,
                "1:d",
                false,
                100,
                DiscoveryMethod.TREEWALK,
                List.of());
    }

    Row row() {
        List<Row.Reason> reasons = new ArrayList<>();
        for (int i = random.nextInt(6) / 4; i > 0; i--) {
            reasons.add(new Row.Reason(
                    pick(OverrideType.values()),
                    XmlCharacters.clean(pick("", "a <b> & \"c\" ü \uD83D\uDCE7", "\u0000\u0085\uFFFE]]>\u202E"))));
        }
        List<Row.Signature> signatures = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            signatures.add(new Row.Signature(
                    pick("example.com", "xn--bcher-kva.example", "esp.example"),
                    pick("s1", "a._b"),
                    pick(
                            AuthResult.NONE,
                            AuthResult.PASS,
                            AuthResult.FAIL,
                            AuthResult.POLICY,
                            AuthResult.NEUTRAL,
                            AuthResult.TEMPERROR,
                            AuthResult.PERMERROR),
                    pick("", "dkim-body-hash-mismatch")));
        }
        Row.Spf spf = random.nextInt(8) == 0
                ? null
                : new Row.Spf(pick("example.com", "bounce.example"), pick(AuthResult.values()), pick("", "spf-loop"));
        return new Row(
                source(),
                pick(ReportedDisposition.values()),
                pick(EvaluatedResult.values()),
                pick(EvaluatedResult.values()),
                reasons,
                pick("example.com", "a.example.com"),
                this.<@Nullable String>pick("", "bounce.example", null),
                this.<@Nullable String>pick("receiver.example", null),
                signatures,
                spf);
    }

    private IpAddress source() {
        byte[] octets = new byte[random.nextBoolean() ? 4 : 16];
        random.nextBytes(octets);
        if (octets.length == 16) {
            octets[0] = 0x20;
        }
        try {
            return IpAddress.of(InetAddress.getByAddress(octets));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @SafeVarargs
    private <T extends @Nullable Object> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }
}
