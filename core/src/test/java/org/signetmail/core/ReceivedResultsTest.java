package org.signetmail.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceivedResultsTest {

    @DisplayName("hostile, found by fuzzing: a word that is too long for a keyword is none, and ends nothing else")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"mx; @=pass; spf=pass", "mx; dkim=@; spf=pass", "mx; spf=pass @.a=b", "mx; spf=pass a.@=b"})
    void keywordsOfMoreThanOneHundred(String field) {
        MethodResult pass = MethodResult.of("spf", "pass");
        for (String value : List.of("k".repeat(101), "k".repeat(100_000))) {
            ReceivedResults results = ReceivedResults.parse(field.replace("@", value));
            assertThat(results.authservId()).contains("mx");
            assertThat(results.results()).containsExactly(pass);
        }
        ReceivedResults longest = ReceivedResults.parse(field.replace("@", "k".repeat(100)));
        assertThat(longest.results()).isNotEqualTo(List.of(pass));
    }

    @DisplayName(
            "RFC 8601 §2.2 and what others write: id, version, and results as method=result{comment}[reason] and properties")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', emptyValue = "", textBlock = """
            mx.example.org; none                                      | mx.example.org:
            mx.example.org 1; none                                    | mx.example.org:
            mx.example.org;                                           | mx.example.org:
            mx.example.org                                            | mx.example.org:
            (c) mx.example.org (c) 1 (c) ; (c) none (c)               | mx.example.org:
            (c(c)c) mx.example.org (c) ; spf=pass                     | mx.example.org: spf=pass
            "mx/1" ; spf=pass                                         | mx/1: spf=pass
            "the \\"mx\\" \\\\"; spf=pass                             | the "mx" \\: spf=pass
            bücher.example; spf=pass                                  | bücher.example: spf=pass
            mx; spf=pass smtp.mailfrom=a.example                      | mx: spf=pass smtp.mailfrom=a.example
            mx; spf=pass smtp.mailfrom=bob@a.example                  | mx: spf=pass smtp.mailfrom=bob@a.example
            mx; spf=pass smtp.mailfrom="b b"@a.example                | mx: spf=pass smtp.mailfrom=b b@a.example
            mx; spf=pass smtp.mailfrom=<>                             | mx: spf=pass smtp.mailfrom=<>
            mx; spf=pass smtp.mailfrom=                               | mx: spf=pass smtp.mailfrom=
            mx; spf=pass smtp.mailfrom=""                             | mx: spf=pass smtp.mailfrom=
            mx; spf=pass smtp.mailfrom="a; dkim=pass"                 | mx: spf=pass smtp.mailfrom=a; dkim=pass
            mx; spf=pass (a; dkim=pass) smtp.helo=a                   | mx: spf=pass{a; dkim=pass} smtp.helo=a
            mx; spf=pass (a (b) \\) c)                                | mx: spf=pass{a (b) ) c}
            mx; spf=pass (a \\(b\\) \\\\ \\"c\\")                  | mx: spf=pass{a (b) \\ "c"}
            mx; dkim=pass@x; spf=pass                                 | mx: spf=pass
            mx; dkim=pass.fail; spf=pass                              | mx: spf=pass
            mx; spf=pass/fail; dkim=none                              | mx: dkim=none
            mx; spf=pass"x"; dkim=none                                | mx: dkim=none
            mx; spf=pass=fail; dkim=none                              | mx: dkim=none
            mx; spf=pass,fail; dkim=none                              | mx: dkim=none
            mx; spf=päss; dkim=none                                   | mx: dkim=none
            mx; spf=passé; dkim=none                                  | mx: dkim=none
            mx; dkim@x=pass; spf.x=pass; arc=none                     | mx: arc=none
            mx; spf=pass(c)smtp.helo=a;dkim=none                      | mx: spf=pass{c} smtp.helo=a, dkim=none
            mx; SPF=Pass SMTP.MailFrom=A.Example                      | mx: spf=pass smtp.mailfrom=A.Example
            mx; spf = pass smtp . mailfrom = a.example                | mx: spf=pass smtp.mailfrom=a.example
            mx; spf=fail reason="not; allowed" smtp.helo=a            | mx: spf=fail[not; allowed] smtp.helo=a
            mx; spf=fail reason=bad                                   | mx: spf=fail[bad]
            mx; spf/1=pass; dkim / 1 = fail                           | mx: spf=pass, dkim=fail
            mx; spf/2=pass; dkim=fail                                 | mx: dkim=fail
            mx 2; spf=pass                                            | mx:
            mx 11; spf=pass                                           | mx:
            mx; spf=pass;                                             | mx: spf=pass
            mx;; ;spf=pass;;                                          | mx: spf=pass
            mx; dkim=pass header.d=a header.b="AbC/+d=="              | mx: dkim=pass header.d=a header.b=AbC/+d==
            mx; dkim=pass header.b=AbC/+d==                           | mx: dkim=pass header.b=AbC/+d==
            mx; iprev=pass policy.iprev=2001:db8::1 (host.example)    | mx: iprev=pass{host.example} policy.iprev=2001:db8::1
            mx; arc=pass header.oldest-pass=0 smtp.remote-ip=192.0.2.1 | mx: arc=pass header.oldest-pass=0 smtp.remote-ip=192.0.2.1
            mx; dmarc=fail (p=reject dis=quarantine) header.from=d policy.dmarc=reject | mx: dmarc=fail{p=reject dis=quarantine} header.from=d policy.dmarc=reject
            mx; dkim=perm_fail header.d=a                             | mx: dkim=perm_fail header.d=a
            mx; dmarc=bestguesspass action=none header.from=d         | mx: dmarc=bestguesspass header.from=d
            mx; x-foo=bar x.y=z                                       | mx: x-foo=bar x.y=z
            mx; junk; =; spf; spf=; spf=pass                          | mx: spf=pass
            mx; spf=pass junk =x y.=z .a=b c.d.e=f                    | mx: spf=pass
            mx; spf=pass smtp.mailfrom=a.example)) header.x=y         | mx: spf=pass smtp.mailfrom=a.example)) header.x=y
            mx; spf=pass (unclosed smtp.helo=a; dkim=pass             | mx: spf=pass
            mx; spf=pass smtp.helo="unclosed; dkim=pass               | mx: spf=pass smtp.helo=unclosed; dkim=pass
            spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=a.example; dkim=none | -: spf=pass{sender IP is 192.0.2.1} smtp.mailfrom=a.example, dkim=none
            i=1; mx.example.org; arc=none; spf=pass                   | mx.example.org: arc=none, spf=pass
            i=1; mx.example.org 1; spf=pass                           | mx.example.org: spf=pass
            (c) i (c) = (c) 1 (c) ; mx.example.org; spf=pass          | mx.example.org: spf=pass
            i=1; i=2; mx.example.org; spf=pass                        | -: i=2, spf=pass
            i=0; mx.example.org; spf=pass                             | -: i=0, spf=pass
            x=1; mx.example.org; spf=pass                             | -: x=1, spf=pass
            spf =pass; dkim=none                                      | -: spf=pass, dkim=none
            mx/1; spf=pass                                            | -: spf=pass
            mx/1; mx.example.org; spf=pass                            | -: spf=pass
            <mx; spf=pass                                             | -: spf=pass
            mx.example.org spf=fail; dkim=none                        | -: dkim=none
            "mx; spf=pass                                             | -:
            "mx\\"; spf=pass                                          | -:
            mx.example.org junk; spf=pass                             | -: spf=pass
            mx.example.org, spf=pass                                  | -:
            ; spf=pass                                                | -: spf=pass
            ``                                                        | -:
            "" ; spf=pass                                             | -: spf=pass
            """)
    void forms(String value, String expected) {
        assertThat(show(ReceivedResults.parse(value))).isEqualTo(expected);
    }

    @Test
    @DisplayName("What was written is read again")
    void roundTrip() {
        AuthenticationResults written = new AuthenticationResults(
                "the \"mx\"/1",
                List.of(
                        MethodResult.of("spf", "pass").withProperty("smtp", "mailfrom", "jörg@bücher.example"),
                        MethodResult.of("dkim", "fail")
                                .withComment("a comment")
                                .withReason("changed: \"x\\y\" (z)")
                                .withProperty("header", "i", "\"b b\"@a.example")
                                .withProperty("header", "b", "A/+=")));
        String field = written.toField() + "\r\n";
        ReceivedResults read =
                ReceivedResults.of(Message.of(field.getBytes(UTF_8)).fields().get(0));
        assertThat(read.authservId()).contains(written.authservId());
        assertThat(read.results()).isEqualTo(written.results());
    }

    @Test
    void totalOnRandomText() {
        Random random = new Random(3);
        String pieces = "mx;spf=pa ss.\"\\()/1\t\r\n\0\u00e9i,@<>";
        for (int round = 0; round < 50_000; round++) {
            StringBuilder value = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                value.append(pieces.charAt(random.nextInt(pieces.length())));
            }
            String text = value.toString();
            assertThatCode(() -> ReceivedResults.parse(text)).as(text).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(", ")", "\"", "\\", ";", "=", "a=b;", "a=b c.d=e ", ".", "a.", "i=1;", "/", " ", "a=b (", "x "
            })
    @DisplayName("Long input ends, in linear time and on a small stack")
    void hostileLength(String piece) throws InterruptedException {
        hostileLength("mx; ", piece);
        hostileLength("", piece);
    }

    @Test
    @DisplayName("A field that says more than is taken says so")
    void cutAtABound() {
        String hundred = "mx" + "; spf=pass".repeat(100);
        assertThat(ReceivedResults.parse(hundred).isCut()).isFalse();
        assertThat(ReceivedResults.parse(hundred + ";; junk").isCut()).isFalse();
        ReceivedResults cut = ReceivedResults.parse(hundred + "; dmarc=pass");
        assertThat(cut.isCut()).isTrue();
        assertThat(cut.results()).hasSize(100);
        assertThat(cut).hasToString("mx, 100 results and more").isNotEqualTo(ReceivedResults.parse(hundred));
        String fifty = "mx; spf=pass" + " a.b=c".repeat(50);
        assertThat(ReceivedResults.parse(fifty).isCut()).isFalse();
        assertThat(ReceivedResults.parse(fifty + " a.b=c").isCut()).isTrue();
        assertThat(ReceivedResults.parse(fifty + " a.b=c").results().get(0).properties())
                .hasSize(50);
        assertThat(ReceivedResults.parse(fifty + " a.b=c; dkim=pass").results()).hasSize(2);
    }

    @DisplayName("server.md: a forged field behind a bare CR or LF is cut off, whatever field it stands in")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Subject: x<LF>Authentication-Results: mx.example.org; dmarc=pass      | Subject: x
            Subject: x<CR>Authentication-Results: mx.example.org; dmarc=pass      | Subject: x
            Subject: x<CR><CR>AUTHENTICATION-results : "mx.example.org"; none     | Subject: x<CR>
            Subject: x<LF>y<LF>Authentication-Results: mx.example.org<LF>z: 1     | Subject: x<LF>y
            Subject: x<LF>Authentication<NUL>Results: other.example; none         | Subject: x
            Subject: x<LF>Authentication-Results: dmarc=pass                      | Subject: x
            Subject: x# y<LF>Authentication-Results: mx.example.org;# spf=pass    | Subject: x# y
            <LF>x<LF>Authentication-Results: mx.example.org; none                 | <LF>x
            Authentication-Results: other.example; none<LF>Authentication-Results: mx.example.org; none | Authentication-Results: other.example; none
            junk<LF>Authentication-Results: mx.example.org; none                  | junk
            Authentication-Results: mx.example.org; none<LF>Authentication-Results: other.example; none | -
            Subject: x<LF>Authentication-Results: other.example; none             | Subject: x<LF>Authentication-Results: other.example; none
            Subject: x<LF> Authentication-Results: mx.example.org; none           | Subject: x<LF> Authentication-Results: mx.example.org; none
            Subject: x<LF>X-Authentication-Results: mx.example.org; none          | Subject: x<LF>X-Authentication-Results: mx.example.org; none
            Subject: x# Authentication-Results: mx.example.org; none              | Subject: x# Authentication-Results: mx.example.org; none
            Subject: Authentication-Results: mx.example.org; none<LF>             | Subject: Authentication-Results: mx.example.org; none<LF>
            Authentication-Results: (<LF>Authentication-Results: mx.example.org; none<LF>) other.example; none | -
            """)
    void behindABareLineEnd(String field, String expected) {
        ResultsFilter filter = ResultsFilter.of("mx.example.org");
        Message message =
                Message.of(octets("A: b#" + field + "#C: d##body<LF>Authentication-Results: mx.example.org; none"));
        Message clean = filter.clean(message);
        String left = expected.equals("-") ? "" : expected + "#";
        assertThat(text(clean))
                .isEqualTo(new String(
                        octets("A: b#" + left + "C: d##body<LF>Authentication-Results: mx.example.org; none"), UTF_8));
        boolean isCut = !expected.equals("-") && !expected.equals(field);
        assertThat(filter.hiding(message.fields())).hasSize(isCut ? 1 : 0);
        assertThat(filter.forged(message.fields())).hasSize(expected.equals("-") ? 1 : 0);
        assertThat(filter.clean(clean)).isSameAs(clean);
        // The fields of the clean message are those of its octets.
        assertThat(clean.fields().stream().map(HeaderField::toString))
                .isEqualTo(Message.of(octets(text(clean))).fields().stream()
                        .map(HeaderField::toString)
                        .toList());
        assertThat(clean.bodyLength()).isEqualTo(message.bodyLength());
    }

    private static byte[] octets(String text) {
        return text.replace("#", "\r\n")
                .replace("<LF>", "\n")
                .replace("<CR>", "\r")
                .replace("<NUL>", "\0")
                .getBytes(UTF_8);
    }

    @DisplayName("RFC 8601 §7.1: the fields of hosts that one trusts, compared whole")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Authentication-Results: mx.example.org; spf=pass             | yes
            authentication-results : MX.Example.Org 1; spf=pass          | yes
            Authentication-Results: (c) "mx.example.org"; spf=pass       | yes
            Authentication-Results: xn--bcher-kva.example; spf=pass      | yes
            Authentication-Results: bücher.example; spf=pass             | yes
            Authentication-Results: mx.example.org 2; spf=pass           | no
            Authentication-Results: mx.example.org.; spf=pass            | yes
            Authentication-Results: .mx.example.org; spf=pass            | no
            Authentication-Results: mx.example.org/1; spf=pass           | no
            Authentication-Results: a.mx.example.org; spf=pass           | no
            Authentication-Results: spf=pass                             | no
            Authentication-Results: mx.example.org; spf=pass<LF>X: y     | no
            Authentication-Results<NUL>: mx.example.org; spf=pass        | no
            ARC-Authentication-Results: i=1; mx.example.org; spf=pass    | no
            Subject: x<LF>Authentication-Results: mx.example.org; none   | no
            """)
    void trusted(String field, String expected) {
        List<ReceivedResults> trusted =
                ResultsFilter.trusted(Message.of(octets(field + "##")).fields(), "mx.example.org", "bücher.example");
        assertThat(trusted).hasSize(expected.equals("yes") ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "-",
                "mx",
                "mx.",
                ".mx",
                "a.mx",
                "x",
                "\nAuthentication-Results: x;",
                "\nAuthentication-Results",
                "\n",
                "\rA"
            })
    @DisplayName("The filter takes linear time: an id of 250,000 dots, and as many bare line ends")
    void hostileIds(String piece) throws InterruptedException {
        String field = "Authentication-Results: x" + piece.repeat(250_000 / piece.length()) + "; none\r\n";
        Message message = Message.of(("A: " + field + field + "\r\n").getBytes(ISO_8859_1));
        Thread filter = new Thread(() -> ResultsFilter.of("mx", ".", ".x.", "-").clean(message));
        filter.start();
        filter.join(5000);
        assertThat(filter.isAlive()).isFalse();
    }

    private static void hostileLength(String prefix, String piece) throws InterruptedException {
        String value = prefix + piece.repeat(250_000 / piece.length());
        Thread small = new Thread(null, () -> ReceivedResults.parse(value), "small stack", 64 << 10);
        Throwable[] thrown = new Throwable[1];
        small.setUncaughtExceptionHandler((thread, failure) -> thrown[0] = failure);
        small.start();
        small.join(5000);
        assertThat(small.isAlive()).isFalse();
        assertThat(thrown[0]).isNull();
    }

    @DisplayName("RFC 8601 §5: which fields claim to be those of mx.example.org or bücher.example")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', emptyValue = "", textBlock = """
            Authentication-Results: mx.example.org; spf=pass            | forged
            authentication-results: mx.example.org; spf=pass            | forged
            Authentication-Results : mx.example.org; spf=pass           | forged
            Authentication-Results: MX.Example.ORG; spf=pass            | forged
            Authentication-Results: mx.example.org.; spf=pass           | forged
            Authentication-Results: (x) mx.example.org (y) 1; spf=pass  | forged
            Authentication-Results: "mx.example.org"; spf=pass          | forged
            Authentication-Results: "mx.\\example.org"; spf=pass        | forged
            Authentication-Results:#\tmx.example.org; spf=pass       | forged
            Authentication-Results: xn--bcher-kva.example; spf=pass     | forged
            Authentication-Results: bücher.example; spf=pass            | forged
            Authentication-Results: BÜCHER.example; spf=pass            | forged
            Authentication-Results: mx.example.org 2; spf=pass          | forged
            Authentication-Results: other.example 2; spf=pass           | forged
            Authentication-Results: mx.example.org\0; spf=pass          | forged
            Authentication-Results: mx.example.org junk; spf=pass       | forged
            Authentication-Results: mx.example.org                      | forged
            Authentication-Results: ｍx.example.org; spf=pass           | forged
            Authentication-Results: spf=pass                            | forged
            Authentication-Results: ; spf=pass                          | forged
            Authentication-Results:                                     | forged
            Authentication-Results: i=1; mx.example.org; spf=pass       | forged
            Authentication-Results# : mx.example.org; spf=pass       | forged
            Authentication-Results\0: mx.example.org; spf=pass          | forged
            Authentication\0Results: other.example; spf=pass            | forged
            Authentıcation-Results: mx.example.org; spf=pass            | forged
            AUTHENTİCATION-RESULTS: mx.example.org; spf=pass            | forged
            Authentication-Reſultſ: other.example; spf=pass             | forged
            Authentıication-Results: mx.example.org; spf=pass           | forged
            Authentſcation-Results: mx.example.org; spf=pass            | kept
            Authentication-Results: "mx.example.org; dmarc=pass header.from=bank.example | forged
            Authentication-Results: <mx.example.org>; spf=pass           | forged
            Authentication-Results: [mx.example.org]; spf=pass           | forged
            Authentication-Results: @mx.example.org; spf=pass            | forged
            Authentication-Results: mx.example.org,; spf=pass            | forged
            Authentication-Results: mx.example.org/1; spf=pass           | forged
            Authentication-Results: mx.example.org:25; spf=pass          | forged
            Authentication-Results: mx.example.org\\; spf=pass           | forged
            Authentication-Results: mx.e\\xample.org; spf=pass           | forged
            Authentication-Results: mx.example.org..; spf=pass           | forged
            Authentication-Results: .mx.example.org; spf=pass            | forged
            Authentication-Results: 'mx.example.org'; spf=pass           | forged
            Authentication-Results: " mx.example.org"; spf=pass          | forged
            Authentication-Results: "mx.example.org "; spf=pass          | forged
            Authentication-Results: "mx.example.org;" ; spf=pass         | forged
            Authentication-Results: "mx.example.org 1"; spf=pass         | forged
            Authentication-Results: -mx.example.org-; spf=pass           | forged
            Authentication-Results: "xn--bcher-kva.example/1"; spf=pass  | forged
            Authentication-Results: 'bücher.example'; spf=pass           | forged
            Authentication-Results: i=1; i=1; other.example; spf=pass    | forged
            Authentication-Results: other.example; spf=pass             | kept
            Authentication-Results: x.mx.example.org; none               | kept
            Authentication-Results: x-mx.example.org; none               | kept
            Authentication-Results: mx.example.orgs; none                | kept
            Authentication-Results: i=1; other.example; none             | kept
            Authentication-Results: mx.example.org.evil.example; none   | kept
            Authentication-Results: "not ours"; none                    | kept
            Authentication-Results: ~; none                             | kept
            ARC-Authentication-Results: i=1; mx.example.org; spf=pass   | kept
            X-Authentication-Results: mx.example.org; spf=pass          | kept
            Received: from mx.example.org                               | kept
            """)
    void forged(String field, String expected) {
        Message message =
                Message.of((field.replace("#", "\r\n") + "\r\nFrom: a@b.example\r\n\r\nbody").getBytes(UTF_8));
        ResultsFilter filter = ResultsFilter.of("mx.example.org", "bücher.example");
        String cleaned = text(filter.clean(message));
        String rest = "From: a@b.example\r\n\r\nbody";
        assertThat(cleaned).isEqualTo(expected.equals("forged") ? rest : text(message));
    }

    @Test
    @DisplayName("CVE-2022-48521: each forged field goes, and no other, wherever it stands")
    void removalIsByIdentity() {
        String forged = "Authentication-Results: mx.example.org;\r\n spf=pass\r\n";
        String other = "Authentication-Results: other.example; none\r\n";
        Message message =
                Message.of((forged + other + forged + forged + "From: a@b\r\n" + other + forged + "\r\n" + forged)
                        .getBytes(ISO_8859_1));
        Message clean = ResultsFilter.of("mx.example.org").clean(message);
        assertThat(text(clean)).isEqualTo(other + "From: a@b\r\n" + other + "\r\n" + forged);
        assertThat(clean.fields()).hasSize(3);
        assertThat(clean.fields().get(1).value()).isEqualTo(" a@b");
        assertThat(clean.bodyLength()).isEqualTo(forged.length());
    }

    @Test
    @DisplayName("The last field may lack its CRLF, and the body its empty line")
    void removalAtTheEnd() {
        Message message = Message.of("From: a@b\r\nAuthentication-Results: mx; none".getBytes(ISO_8859_1));
        Message clean = ResultsFilter.of("mx").clean(message);
        assertThat(text(clean)).isEqualTo("From: a@b\r\n");
        assertThat(clean.bodyLength()).isZero();
        assertThat(ResultsFilter.of("x").clean(message)).isSameAs(message);
        for (String last : List.of("A: b\r", "A: b\n", "A: b\nAuthentication-Results", "A: b\r ")) {
            Message open = Message.of(last.getBytes(ISO_8859_1));
            assertThat(ResultsFilter.of("mx").clean(open)).isSameAs(open);
            assertThat(AuthorDomain.of(open.fields()).problem()).contains(AuthorProblem.NO_FROM);
        }
    }

    @Test
    @DisplayName("Behind a limit nothing is a field, before and after the removal")
    void removalFromAMessageOverALimit() {
        String text = "Authentication-Results: mx; none\r\nA: b\r\nAuthentication-Results: mx; none\r\n\r\nbody";
        MessageLimits two = MessageLimits.DEFAULT.withFields(2);
        Message message = Message.of(text.getBytes(ISO_8859_1), LineEnds.AS_IS, two);
        Message clean = ResultsFilter.of("mx").clean(message);
        assertThat(clean.problem()).contains(MessageProblem.TOO_MANY_FIELDS);
        assertThat(clean.fields()).extracting(HeaderField::name).containsExactly("A");
        assertThat(clean.bodyLength()).isEqualTo(message.bodyLength());
    }

    private static String text(Message message) {
        StringBuilder text = new StringBuilder();
        message.writeTo((octets, offset, length) -> text.append(new String(octets, offset, length, UTF_8)));
        return text.toString();
    }

    private static String show(ReceivedResults received) {
        String results = received.results().stream()
                .map(result -> result.method() + "=" + result.result()
                        + (result.comment().isEmpty() ? "" : "{" + result.comment() + "}")
                        + (result.reason().isEmpty() ? "" : "[" + result.reason() + "]")
                        + result.properties().stream()
                                .map(each -> " " + each.ptype() + "." + each.property() + "=" + each.value())
                                .collect(Collectors.joining()))
                .collect(Collectors.joining(", "));
        return (received.authservId().orElse("-") + ": " + results).strip();
    }
}
