package org.signetmail.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.signetmail.fuzz.Oracles.bounded;
import static org.signetmail.fuzz.Oracles.plain;
import static org.signetmail.fuzz.Oracles.require;
import static org.signetmail.fuzz.Oracles.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.AuthenticationResults;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsQuery;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.core.ReceivedResults;
import org.signetmail.core.RecordType;
import org.signetmail.dkim.DkimOptions;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.AuthenticationLimits;
import org.signetmail.dmarc.AuthenticationSession;
import org.signetmail.dmarc.DmarcAlignment;
import org.signetmail.dmarc.DmarcProblem;
import org.signetmail.dmarc.DmarcResult;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.dmarc.SmtpAction;
import org.signetmail.spf.SpfOptions;
import org.signetmail.spf.SpfResult;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Question;
import org.signetmail.testkit.Zone;
import org.xbill.DNS.Address;

/**
 * The whole: an envelope, all of DNS, and a message. The input has three parts with a line {@code %%} between them: client, HELO
 * and MAIL FROM on one line; zone text, of which lines that are wrong are left out; and the message.
 */
class AuthenticateFuzzTest {

    private static final String ZONE = """
            example.com TXT "v=spf1 ip4:192.0.2.0/28 include:_spf.example.net mx -all"
            _spf.example.net TXT "v=spf1 a:mail.example.net ~all"
            mail.example.net A 192.0.2.33
            example.com MX 10 mail.example.net
            _dmarc.example.com TXT "v=DMARC1; p=reject; sp=quarantine; rua=mailto:d@example.com"
            """;

    private static final int MOST_QUESTIONS = 150;

    static Stream<Arguments> inputs() {
        List<byte[]> seeds = new ArrayList<>();
        String good = "192.0.2.1 mail.example.net bob@example.com\n%%\n" + Signed.ZONE + ZONE + "%%\n";
        for (byte[] message : Signed.MESSAGES) {
            seeds.add(NaiveCanonical.octets(good + NaiveCanonical.text(message)));
        }
        String signed = NaiveCanonical.text(Signed.MESSAGES.get(0));
        for (String change : List.of(
                "_dmarc.example.com TXT !SERVFAIL\n",
                "rsa._domainkey.example.com TXT !TIMEOUT\n",
                "mail.example.net A !TIMEOUT\n",
                "_spf.example.net TXT !REFUSED\n",
                "_dmarc.com TXT !SERVFAIL\n_dmarc.com TXT \"v=DMARC1; p=none; psd=y\"\n",
                "example.com TXT \"v=spf1 -all\"\n")) {
            String zone = change + Signed.ZONE + ZONE;
            seeds.add(NaiveCanonical.octets("192.0.2.99 x a@example.com\n%%\n" + zone + "%%\n" + signed));
            seeds.add(NaiveCanonical.octets("192.0.2.99 x a@sub.example.com\n%%\n" + zone
                    + "%%\nFrom: x@sub.example.com\r\n" + signed.replace("Ann", "Eve")));
            seeds.add(NaiveCanonical.octets(
                    "2001:db8::1 example.com \n%%\n" + zone + "%%\nFrom: x@a.b.example.com\r\n\r\n"));
        }
        for (String wrong : List.of(
                // The strangers pass, but none of them is the author's.
                "192.0.2.1 h e@attack.com\n%%\nattack.com TXT \"v=spf1 +all\"\n" + ZONE
                        + "%%\nFrom: a@example.com\r\n\r\n",
                // Answers that never came, and would have let the message in.
                "192.0.2.99 h e@sub.example.com\n%%\nsub.example.com TXT \"v=spf1 a:gone.example -all\"\ngone.example A !TIMEOUT\n"
                        + ZONE + "%%\nFrom: a@example.com\r\n\r\n",
                "192.0.2.99 h e@attack.com\n%%\nrsa._domainkey.example.com TXT !TIMEOUT\n" + ZONE + "%%\n" + signed,
                // Whether the author exists is asked last.
                """
                192.0.2.99 h e@attack.com
                %%
                _dmarc.victim.org TXT "v=DMARC1; p=none; np=reject"
                victim.org A 192.0.2.1
                %%
                From: a@no.victim.org\r
                \r
                """,
                // Answers of strangers that never came.
                "192.0.2.99 h e@attack.com\n%%\nrsa._domainkey.example.com TXT !TIMEOUT\n_dmarc.victim.org TXT \"v=DMARC1; p=reject\"\n"
                        + "attack.com TXT !SERVFAIL\n_dmarc.attack.com TXT !SERVFAIL\n" + ZONE
                        + "%%\nFrom: x@victim.org\r\n"
                        + signed.replaceFirst("\r\nFrom: [^\r]*", "\r\nX-From: x"))) {
            seeds.add(NaiveCanonical.octets(wrong));
        }
        seeds.add(NaiveCanonical.octets("192.0.2.1 h e@attack.example\n%%\n" + ZONE
                + "attack.example TXT \"v=spf1 redirect=attack.example\"\n"
                + "_dmarc.attack.example CNAME _dmarc.example.com\n%%\nFrom: e@attack.example, a@example.com\r\n\r\n"));
        return Seeds.octets(seeds.toArray(byte[][]::new));
    }

    /** The parts of an input. */
    private static final class Parts {
        private final Envelope envelope;
        private final Zone zone;
        private final String zoneText;
        private final byte[] message;

        private Parts(Envelope envelope, Zone zone, String zoneText, byte[] message) {
            this.envelope = envelope;
            this.zone = zone;
            this.zoneText = zoneText;
            this.message = message;
        }

        private static Parts of(byte[] input) {
            String[] parts = NaiveCanonical.text(input).split("%%\r?\n", 3);
            String[] words = (parts[0].split("\n", 2)[0] + "   ").split(" ", 4);
            byte[] ip = Address.toByteArray(words[0], words[0].indexOf(':') < 0 ? Address.IPv4 : Address.IPv6);
            int[] octets = ip == null ? new int[] {192, 0, 2, 1} : new int[ip.length];
            for (int i = 0; ip != null && i < ip.length; i++) {
                octets[i] = ip[i];
            }
            Envelope envelope =
                    Envelope.from(Inputs.address(octets)).helo(words[1]).mailFrom(words[2]);
            String zoneText = parts.length > 1 ? parts[1] : "";
            Zone.Builder zone = Zone.builder();
            for (String line : new String(NaiveCanonical.octets(zoneText), UTF_8).split("\n", 300)) {
                try {
                    zone.text(line);
                } catch (IllegalArgumentException e) {
                    // Left out.
                }
            }
            return new Parts(envelope, zone.build(), zoneText, NaiveCanonical.octets(parts.length > 2 ? parts[2] : ""));
        }
    }

    private static MailAuthenticator authenticator(DnsResolver dns, boolean prefetch) {
        return MailAuthenticator.using(dns)
                .withSpf(SpfOptions.DEFAULT
                        .withPrefetch(prefetch)
                        .withTrace(false)
                        .withClock(() -> Signed.NOW))
                .withDkim(DkimOptions.DEFAULT.withClock(() -> Signed.NOW));
    }

    @MethodSource("inputs")
    @FuzzTest
    void authenticate(byte[] input) {
        Parts parts = Parts.of(input);
        Message message = Message.of(parts.message);
        FakeDns dns = FakeDns.of(parts.zone);
        Authentication whole = bounded(input.length, 50_000, () -> {
            dns.clear();
            return authenticator(dns, false).authenticate(message, parts.envelope);
        });
        List<Question> asked = dns.queries();
        require(asked.size() <= MOST_QUESTIONS, "questions are bounded", asked.size());
        same(new HashSet<>(asked).size(), asked.size(), "none is asked twice");
        noForgedPass(whole, parts);
        same(
                verdict(inPieces(parts, message)),
                verdict(whole),
                "streamed, asked ahead and answered late it is the same");
        whatIsMissing(whole, parts, message);
        whatGivesOut(whole, parts, message);
        texts(whole, parts);
    }

    /** All but how long it took, and what was asked in vain. */
    private static List<Object> verdict(Authentication result) {
        return List.of(
                result.envelope(),
                result.messageProblem(),
                result.spf(),
                result.helo(),
                result.dkim(),
                result.dmarc(),
                result.handling(),
                result.reply().line());
    }

    private static Authentication inPieces(Parts parts, Message message) {
        DnsResolver late = Inputs.late(FakeDns.of(parts.zone));
        AuthenticationSession session = authenticator(late, true).begin(message, parts.envelope);
        int piece = 1 + parts.message.length % 61;
        message.writeBodyTo((buffer, offset, length) -> {
            for (int from = 0; from < length; from += piece) {
                byte[] copy = Arrays.copyOfRange(buffer, offset + from, offset + Math.min(length, from + piece));
                session.body(copy, 0, copy.length);
                Arrays.fill(copy, (byte) '!');
            }
        });
        return session.finish();
    }

    private static void noForgedPass(Authentication result, Parts parts) {
        Set<String> genuine = Signed.genuine(parts.message);
        for (DkimOutcome outcome : result.dkim()) {
            require(
                    outcome.result() != DkimResult.PASS
                            || genuine.contains(outcome.signature().value().replaceAll("[ \t\r\n]", "")),
                    "what was never signed never passes",
                    outcome);
        }
        if (!parts.zoneText.toLowerCase(Locale.ROOT).contains("v=spf1")) {
            require(result.spf().result() != SpfResult.PASS, "without a record there is no pass", result.spf());
        }
        if (result.dmarc().result() == DmarcResult.PASS) {
            DomainName author = result.dmarc().authorDomain().orElseThrow();
            require(result.dmarc().record().isPresent(), "a pass has a record");
            require(parts.zoneText.toLowerCase(Locale.ROOT).contains("v=dmarc1"), "which is in DNS");
            boolean aligned = false;
            for (DkimOutcome outcome : result.dkim()) {
                aligned |= outcome.result() == DkimResult.PASS
                        && areKin(outcome.domain().orElseThrow(), author, parts.zoneText);
            }
            aligned |= result.spf().result() == SpfResult.PASS
                    && areKin(result.spf().domain().orElseThrow(), author, parts.zoneText);
            require(
                    aligned,
                    "a pass has a passing identifier of the author's",
                    result.dmarc(),
                    result.spf(),
                    result.dkim());
            require(
                    result.dmarc().alignments().stream().anyMatch(DmarcAlignment::aligned),
                    "which is told",
                    result.dmarc().alignments());
        }
        if (result.dmarc().result() == DmarcResult.TEMPERROR) {
            require(
                    isExcused(result, parts.zoneText),
                    "what strangers' names do not answer is no temperror",
                    result.dmarc());
        }
        boolean overBound = result.messageProblem().isPresent()
                || result.dmarc()
                        .problem()
                        .filter(problem -> problem == DmarcProblem.MESSAGE_OVER_LIMIT
                                || problem == DmarcProblem.ALIGNMENT_OVER_LIMIT)
                        .isPresent()
                || (result.dmarc().policy().isEmpty() && isPolicyOverBound(result));
        require(
                !overBound || result.reply().action() != SmtpAction.ACCEPT,
                "what is over a bound is not let in",
                result.dmarc());
    }

    /** Whether a bound of the checks kept an answer away that tells the author's policy: a record on its walk. */
    private static boolean isPolicyOverBound(Authentication result) {
        return result.dmarc()
                .authorDomain()
                .filter(author -> result.queries().stream()
                        .anyMatch(query -> query.used()
                                && isOverBound(query)
                                && query.name().toString().startsWith("_dmarc.")
                                && query.name()
                                        .parent()
                                        .filter(author::isEqualOrBelow)
                                        .isPresent()))
                .isPresent();
    }

    private static boolean isOverBound(DnsQuery query) {
        return query.answer() instanceof DnsAnswer.Failed failed
                && (failed.reason() == DnsFailure.OCTET_LIMIT
                        || failed.reason() == DnsFailure.QUERY_LIMIT
                        || failed.reason() == DnsFailure.DEADLINE);
    }

    /** Whether something failed that could be the author's: its SPF, one of its keys, a record of DMARC. */
    private static boolean isExcused(Authentication result, String zone) {
        DomainName author = result.dmarc().authorDomain().orElseThrow();
        boolean excused = result.spf().result() == SpfResult.TEMPERROR
                && areKin(result.spf().domain().orElseThrow(), author, zone);
        for (DkimOutcome outcome : result.dkim()) {
            excused |= outcome.result() == DkimResult.TEMPERROR
                    && areKin(outcome.domain().orElseThrow(), author, zone);
        }
        for (DnsQuery query : result.queries()) {
            boolean policy = query.answer() instanceof DnsAnswer.Failed
                    && query.name().toString().startsWith("_dmarc.");
            // Whether the author exists is the author's own to say; not known for a bound of ours, it excuses as well.
            excused |= query.name().equals(author) && isOverBound(query);
            excused |= policy
                    && query.name()
                            .parent()
                            .filter(parent -> areKin(parent, author, zone))
                            .isPresent();
        }
        return excused;
    }

    /** Whether they could have an organizational domain in common: a public suffix could be one where it has a record. */
    private static boolean areKin(DomainName one, DomainName other, String zone) {
        boolean related = one.isEqualOrBelow(other) || other.isEqualOrBelow(one);
        int labels = zone.toLowerCase(Locale.ROOT).contains("_dmarc." + one.suffix(1)) || zone.contains("*") ? 1 : 2;
        return related
                || (one.labelCount() >= labels
                        && other.labelCount() >= labels
                        && one.suffix(labels).equals(other.suffix(labels)));
    }

    /**
     * A verdict that needs an answer that never came is temperror. So one that is none does not depend on that answer: whatever it
     * would have been, the verdict is the same.
     */
    private static void whatIsMissing(Authentication result, Parts parts, Message message) {
        String zone = parts.zoneText;
        // RFC 7208 §5.5: ptr takes an error for no match, and so do its names in macros; §4.6.4 leaves exp alone.
        boolean exempt = zone.contains("ptr") || zone.contains("PTR") || zone.contains("%{p") || zone.contains("%{P");
        if (exempt || (!zone.contains("!") && !zone.contains("CNAME"))) {
            return;
        }
        boolean failed = result.queries().stream().anyMatch(query -> query.answer() instanceof DnsAnswer.Failed);
        if (!failed) {
            return;
        }
        for (int i = 0; i < 3; i++) {
            int which = i;
            FakeDns dns = FakeDns.of(parts.zone);
            DnsResolver other = (name, type) -> dns.lookup(name, type)
                    .thenApply(answer ->
                            answer instanceof DnsAnswer.Failed ? instead(which, name, type, parts.envelope) : answer);
            Authentication otherwise = authenticator(other, false).authenticate(message, parts.envelope);
            if (result.spf().result() != SpfResult.TEMPERROR) {
                same(otherwise.spf().result(), result.spf().result(), "SPF does not hang on what never came");
            }
            if (result.dmarc().result() != DmarcResult.TEMPERROR) {
                same(otherwise.dmarc().result(), result.dmarc().result(), "DMARC does not hang on what never came");
                same(otherwise.dmarc().disposition(), result.dmarc().disposition(), "nor does what is done");
            }
        }
    }

    /** Whoever uses up what the checks may ask gets nothing in that is not let in without: which question is the last is made up. */
    private static void whatGivesOut(Authentication result, Parts parts, Message message) {
        if (result.reply().action() == SmtpAction.ACCEPT) {
            return;
        }
        int used = (int) result.queries().stream().filter(DnsQuery::used).count();
        int made = 1 + parts.message.length % 13;
        for (int most : used > 1 ? new int[] {used - 1, made} : new int[] {made}) {
            Authentication less = authenticator(FakeDns.of(parts.zone), false)
                    .withLimits(AuthenticationLimits.DEFAULT.withQueries(most))
                    .authenticate(message, parts.envelope);
            require(
                    less.reply().action() != SmtpAction.ACCEPT,
                    "fewer questions let nothing more in",
                    most,
                    less.dmarc());
        }
    }

    /** What could have been answered: nothing, no such name, or what the client would like best. */
    private static DnsAnswer instead(int which, DomainName name, RecordType type, Envelope envelope) {
        if (which < 2 || type == RecordType.MX || type == RecordType.PTR) {
            return which == 0 ? DnsAnswer.NX_DOMAIN : DnsAnswer.NO_DATA;
        }
        if (type != RecordType.TXT) {
            boolean fits = (envelope.clientIp().getAddress().length == 4) == (type == RecordType.A);
            return fits ? found(new DnsRecord.Address(envelope.clientIp())) : DnsAnswer.NO_DATA;
        }
        String owner = name.toString();
        return found(DnsRecord.text(
                owner.startsWith("_dmarc.")
                        ? "v=DMARC1; p=quarantine"
                        : owner.contains("_domainkey") ? Signed.record(owner.startsWith("rsa")) : "v=spf1 +all"));
    }

    private static DnsAnswer found(DnsRecord record) {
        return new DnsAnswer.Found(List.of(record), Duration.ofMinutes(1), false);
    }

    private static void texts(Authentication result, Parts parts) {
        plain(result.summary());
        plain(result.toString());
        plain(result.reply().line());
        plain(result.dmarc().reason());
        result.explain().lines().forEach(line -> plain(line));
        result.dmarc().findings().forEach(Oracles::sound);
        AuthenticationResults field = result.toAuthenticationResults("mx.example.org");
        byte[] stamped = field.prependTo(result.toReceivedSpf("mx.example.org").prependTo(parts.message));
        Message message = Message.of(stamped);
        same(message.fields().size(), Message.of(parts.message).fields().size() + 2, "two fields more");
        ReceivedResults read = ReceivedResults.of(message.fields().get(0));
        same(read.results().size(), field.results().size() - field.omitted(), "each result is read as one");
        same(
                read.results().stream()
                        .map(each -> each.method() + each.result())
                        .toList(),
                field.results().stream()
                        .limit(read.results().size())
                        .map(each -> each.method() + each.result())
                        .toList(),
                "with its verdict");
    }
}
