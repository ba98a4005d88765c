package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.AuthenticationResults;
import org.signetmail.core.Envelope;

/** Rule 48: header fields. */
class ReceivedSpfTest {

    private static final String RECEIVER = "mx.example.org";

    private static ReceivedSpf field(String record, String zone, String helo, String mailFrom) {
        Envelope envelope = Envelope.from(Addresses.of("192.0.2.1")).helo(helo).mailFrom(mailFrom);
        SpfOutcome outcome = Checks.record(record, zone).verifier().verify(envelope);
        return ReceivedSpf.of(outcome, envelope, RECEIVER);
    }

    @Test
    @DisplayName("rule 48 (RFC 7208 §9.1): a pass")
    void writesAPass() {
        ReceivedSpf field = field(
                "v=spf1 include:i.example -all",
                "i.example TXT \"v=spf1 ip4:192.0.2.0/24\"",
                "mail.example",
                "b@example.net");
        assertThat(field.toField()).isEqualTo("""
                Received-SPF: pass\r
                 (mx.example.org: domain of example.net designates 192.0.2.1 as permitted sender)\r
                 client-ip=192.0.2.1; identity=mailfrom; receiver=mx.example.org;\r
                 envelope-from="b@example.net"; helo=mail.example;\r
                 mechanism="ip4:192.0.2.0/24";\r
                """);
        assertThat(ReceivedSpf.parse(field.value())).contains(field);
        String whole = field.toField();
        assertThat(ReceivedSpf.parse(whole.substring("Received-SPF:".length()))).contains(field);
    }

    @Test
    @DisplayName("rule 48 (RFC 7208 §9.1): mechanism is default when none matched, problem tells an error")
    void writesDefaultsAndProblems() {
        ReceivedSpf neutral = field("v=spf1", "", "h.example", "b@example.net");
        assertThat(neutral.result()).isEqualTo(SpfResult.NEUTRAL);
        assertThat(neutral.property("mechanism")).contains("default");
        assertThat(neutral.property("problem")).isEmpty();
        ReceivedSpf error = field("v=spf1 moo", "", "h.example", "b@example.net");
        assertThat(error.value()).startsWith("permerror (");
        assertThat(error.property("mechanism")).isEmpty();
        assertThat(error.property("Problem"))
                .contains("octet 8 of the record of example.net: moo is neither a mechanism nor a modifier");
        ReceivedSpf none = field("moo", "", "h.example", "b@example.net");
        assertThat(none.property("problem"))
                .contains(SpfProblem.NO_RECORD.description() + ": example.net")
                .isNotEqualTo(error.property("problem"));
        Envelope envelope =
                Envelope.from(Addresses.of("192.0.2.1")).helo("h.example").mailFrom("b@example.net");
        assertThat(ReceivedSpf.of(SpfOutcome.notChecked(SpfIdentity.MAILFROM), envelope, RECEIVER)
                        .property("problem"))
                .contains(SpfProblem.NOT_CHECKED.description());
    }

    @Test
    @DisplayName("rule 48 (RFC 7208 §9.1): the null reverse-path, and the HELO identity")
    void tellsTheIdentity() {
        assertThat(field("v=spf1", "h.example TXT \"v=spf1 -all\"", "h.example", "")
                        .value())
                .startsWith("fail")
                .contains(" identity=mailfrom; ")
                .contains(" envelope-from=\"<>\"; ");
        Envelope envelope =
                Envelope.from(Addresses.of("2001:db8::1")).helo("h.example").mailFrom("b@example.net");
        SpfOutcome helo =
                Checks.zone("h.example TXT \"v=spf1 -all\"").verifier().verifyHelo(envelope);
        assertThat(ReceivedSpf.of(helo, envelope, RECEIVER).value())
                .contains("client-ip=\"2001:db8::1\"; identity=helo; ")
                .doesNotContain("envelope-from");
    }

    @ParameterizedTest
    @DisplayName("rule 48 (RFC 7208 §9.1): nothing that a client says can add to the field")
    @ValueSource(
            strings = {
                "x\r\nX-Injected: yes",
                "x; receiver=evil",
                "x\"; receiver=evil",
                "x\\\"; receiver=evil",
                "x\\",
                "(x",
                "x)",
                "x\u0000y",
                "x\u0085y\u2028z",
                "\uD800",
                ""
            })
    void quotesWhatClientsSay(String said) {
        ReceivedSpf field = field("v=spf1 -all", "", said, "b" + said + "@example.net");
        String written = field.toField();
        assertThat(written.substring(0, written.length() - 2).split("\r\n", -1))
                .allSatisfy(line -> assertThat(line).matches("(Received-SPF:.*| .+)"));
        ReceivedSpf parsed = ReceivedSpf.parse(field.value()).orElseThrow();
        assertThat(parsed.properties())
                .extracting(ReceivedSpf.Property::key)
                .containsExactly("client-ip", "identity", "receiver", "envelope-from", "helo", "mechanism");
        assertThat(parsed.property("receiver")).contains("mx.example.org");
        assertThat(parsed.result()).isEqualTo(SpfResult.FAIL);
    }

    @Test
    @DisplayName("rule 48 (RFC 7208 §9.1, RFC 5322 §2.1.1): at most 998 octets; what does not fit is left out whole")
    void boundsTheField() {
        String longName = "a".repeat(700);
        ReceivedSpf field = field("v=spf1 -all", "", longName, longName + "@example.net");
        assertThat(field.toField().length()).isLessThan(998 + 2 * 10);
        assertThat(ReceivedSpf.parse(field.value()).orElseThrow().properties())
                .extracting(ReceivedSpf.Property::key)
                .containsExactly("client-ip", "identity", "receiver", "envelope-from", "mechanism");
        Random random = new Random(48);
        for (int i = 0; i < 500; i++) {
            String said = "\\\"\u00e9\uD83D\uDE00x(".repeat(random.nextInt(60)) + "y".repeat(random.nextInt(1100));
            String value = field("v=spf1 -all", "", said, said + "@example.net").value();
            assertThat(("Received-SPF: " + value).getBytes(StandardCharsets.UTF_8).length)
                    .isLessThanOrEqualTo(998);
            assertThat(ReceivedSpf.parse(value)).isPresent();
        }
    }

    @Test
    @DisplayName(
            "rule 48 (RFC 7208 §9.1, RFC 5322 §2.1.1): 998 octets are used to the last one, by properties and words")
    void fillsTheField() {
        int property = 0;
        int words = 0;
        for (int length = 900; length < 1000; length++) {
            String x = "x".repeat(length);
            String value = new ReceivedSpf(SpfResult.PASS, "", List.of(new ReceivedSpf.Property("h", x))).value();
            property = value.equals("pass") ? property : "Received-SPF: ".length() + value.length();
            value = new ReceivedSpf(SpfResult.PASS, x, List.of()).value();
            words = value.equals("pass") ? words : "Received-SPF: ".length() + value.length();
        }
        assertThat(List.of(property, words)).containsExactly(998, 998);
    }

    @Test
    @DisplayName("RFC 5322 §2.1.1: a line has 78 characters at most, and ends where the next part has no room")
    void foldsWhereItMust() {
        for (int length = 1; length < 70; length++) {
            List<ReceivedSpf.Property> two = List.of(
                    new ReceivedSpf.Property("h", "x".repeat(30)), new ReceivedSpf.Property("i", "y".repeat(length)));
            String[] lines = new ReceivedSpf(SpfResult.PASS, "z".repeat(length), two)
                    .toField()
                    .split("\r\n", -1);
            for (int i = 0; i + 2 < lines.length; i++) {
                String next = lines[i + 1].substring(1);
                int part = next.indexOf(' ') < 0 ? next.length() : next.indexOf(' ');
                assertThat(lines[i].length()).isLessThanOrEqualTo(78);
                assertThat(lines[i].length() + 1 + part).isGreaterThan(78);
            }
        }
    }

    @Test
    @DisplayName("RFC 6532 §3.2: an internationalized sender stays as it is")
    void keepsInternationalizedSenders() {
        ReceivedSpf field = field("v=spf1 -all", "", "h.example", "b\u00f6b@example.net");
        assertThat(field.property("envelope-from")).contains("b\u00f6b@example.net");
        assertThat(ReceivedSpf.parse(field.value())).contains(field);
    }

    @Test
    @DisplayName("rule 48 (RFC 7208 §9.1, erratum 5436): the examples of the RFC are read")
    void readsTheExamples() {
        ReceivedSpf pass = ReceivedSpf.parse("""
                 pass (mybox.example.org: domain of
                 myname@example.com designates 192.0.2.1 as permitted sender)
                    receiver=mybox.example.org; client-ip=192.0.2.1;
                    mechanism=ip4:192.0.2.1; envelope-from="myname@example.com";
                    helo=foo.example.com;
                """).orElseThrow();
        assertThat(pass.result()).isEqualTo(SpfResult.PASS);
        assertThat(pass.comment())
                .isEqualTo("mybox.example.org: domain of myname@example.com designates 192.0.2.1 as permitted sender");
        assertThat(pass.property("mechanism")).contains("ip4:192.0.2.1");
        assertThat(pass.property("envelope-from")).contains("myname@example.com");
        assertThat(pass.property("helo")).contains("foo.example.com");
        assertThat(pass.properties()).hasSize(5);
    }

    @Test
    @DisplayName(
            "rule 48 (RFC 7208 §9.1, erratum 5436): all but the result may be missing, and comments stand anywhere")
    void readsOtherForms() {
        assertThat(ReceivedSpf.parse("none")).contains(new ReceivedSpf(SpfResult.NONE, "", List.of()));
        assertThat(ReceivedSpf.parse(" (c (d \\) e)) SoftFail\r\n\t")).hasValueSatisfying(field -> {
            assertThat(field.result()).isEqualTo(SpfResult.SOFTFAIL);
            assertThat(field.comment()).isEmpty();
        });
        assertThat(ReceivedSpf.parse("fail (a (b) \\) c) x=1 ; (c) y (d) =\"a \\\" b\" ;"))
                .contains(new ReceivedSpf(
                        SpfResult.FAIL,
                        "a (b) ) c",
                        List.of(new ReceivedSpf.Property("x", "1"), new ReceivedSpf.Property("y", "a \" b"))));
        assertThat(ReceivedSpf.parse("fail x-y.z_1=<a@b>")).isPresent();
        assertThat(ReceivedSpf.parse("fail x=a(b);y=c"))
                .contains(new ReceivedSpf(
                        SpfResult.FAIL,
                        "",
                        List.of(new ReceivedSpf.Property("x", "a"), new ReceivedSpf.Property("y", "c"))));
    }

    @ParameterizedTest
    @DisplayName("rule 48 (RFC 7208 §9.1): what is of another form is nothing")
    @ValueSource(
            strings = {
                "",
                "passed",
                "pass (",
                "pass (a",
                "pass x",
                "pass x=",
                "pass x=\"a",
                "pass =a",
                "pass 1x=a",
                "pass x=a b=c",
                "pass x=a;;",
                "pass x=a;=b",
                "pass x=\"a\"b",
                "(pass",
                "x=a",
                "hardfail"
            })
    void refusesOtherForms(String value) {
        assertThat(ReceivedSpf.parse(value)).isEmpty();
    }

    @Test
    void readsHostileFieldsInBoundedTime() {
        for (String part : new String[] {"(", "(x)", "\\", "\"", ";", "x=", " ", "x=a;", "((\\"}) {
            ReceivedSpf.parse("pass " + part.repeat(200_000));
        }
    }

    @Test
    void refusesKeysThatAreNone() {
        assertThatThrownBy(() -> new ReceivedSpf.Property("a b", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("RFC 8601 §2.7.2: Authentication-Results tells the identity that gave the result")
    void makesAMethodResult() {
        Envelope envelope =
                Envelope.from(Addresses.of("192.0.2.1")).helo("h.example").mailFrom("b@example.net");
        SpfVerifier verifier = Checks.zone("""
                example.net TXT "v=spf1 ip4:192.0.2.1 -all"
                h.example TXT "v=spf1 -all"
                """).verifier();
        assertThat(new AuthenticationResults(
                                "mx.example.org",
                                List.of(
                                        verifier.verify(envelope).toMethodResult(),
                                        verifier.verifyHelo(envelope).toMethodResult(),
                                        verifier.verify(Envelope.from(envelope.clientIp())
                                                        .helo("")
                                                        .mailFrom(""))
                                                .toMethodResult()))
                        .value())
                .isEqualTo("mx.example.org;"
                        + " spf=pass reason=\"example.net (MAIL FROM) permits 192.0.2.1: ip4:192.0.2.1 matches.\""
                        + " smtp.mailfrom=example.net;"
                        + " spf=fail reason=\"h.example (HELO) does not permit 192.0.2.1: -all matches.\""
                        + " smtp.helo=h.example;"
                        + " spf=none reason=\"There is no domain to check for 192.0.2.1:"
                        + " HELO in place of the empty MAIL FROM is empty.\"");
    }
}
