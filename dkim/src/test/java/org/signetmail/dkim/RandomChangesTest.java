package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.Message;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** Whatever is done to a message, no hint says that something else was proved. */
class RandomChangesTest {

    private static final TestKey RSA = TestKeys.rsa1024();
    private static final TestKey ED25519 = TestKeys.ed25519();

    /**
     * A change and what may be proved of it: nothing of what cannot be undone.
     *
     * @param name tells it
     * @param kinds the hints that are right
     * @param change does it
     */
    private record Tool(String name, Set<DkimHint.Kind> kinds, BiFunction<Random, String, String> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Tool tool(String name, Set<DkimHint.Kind> kinds, BiFunction<Random, String, String> change) {
        return new Tool(name, kinds, change);
    }

    private static Tool replacing(String name, Set<DkimHint.Kind> kinds, String from, String to) {
        return tool(name, kinds, (random, message) -> replaced(message, from, to));
    }

    private static final Set<DkimHint.Kind> NOTHING = EnumSet.noneOf(DkimHint.Kind.class);

    private static final List<Tool> TOOLS = List.of(
            tool("nothing", NOTHING, (random, message) -> message),
            replacing("mark", EnumSet.of(DkimHint.Kind.SUBJECT_MARKED), "Subject: ", "Subject: [list] "),
            replacing("reply", EnumSet.of(DkimHint.Kind.SUBJECT_MARKED), "Subject: ", "Subject: Re: "),
            replacing(
                    "message id",
                    EnumSet.of(DkimHint.Kind.FIELD_ADDED),
                    "\r\nFrom:",
                    "\r\nMessage-ID: <x@mx>\r\nFrom:"),
            replacing(
                    "sender", EnumSet.of(DkimHint.Kind.FIELD_ADDED), "\r\nFrom:", "\r\nSender: x@mx.example\r\nFrom:"),
            replacing("tight commas", EnumSet.of(DkimHint.Kind.FIELD_RESPACED), "net>, ", "net>,"),
            replacing("quotes", EnumSet.of(DkimHint.Kind.FIELD_REWRITTEN), "Ann Other <", "\"Ann Other\" <"),
            replacing("zone", EnumSet.of(DkimHint.Kind.FIELD_REWRITTEN), "+0000", "GMT"),
            replacing("unsigned field", NOTHING, "\r\nFrom:", "\r\nX-Spam: no\r\nFrom:"),
            replacing("other subject", NOTHING, "Subject: ", "Subject: Win " + "money now, "),
            replacing("other From", NOTHING, "ann@example.com", "eve@example.com"),
            replacing("no To", NOTHING, "\r\nTo: Bob", "\r\nX-To: Bob"),
            replacing("other date", NOTHING, "10:00:00", "10:00:07"),
            tool("footer", EnumSet.of(DkimHint.Kind.FOOTER), (random, message) -> message + "-- \r\nList\r\n"),
            replacing("text on top", EnumSet.of(DkimHint.Kind.TEXT_ON_TOP), "\r\n\r\n", "\r\n\r\nBeware\r\n\r\n"),
            replacing("dots", EnumSet.of(DkimHint.Kind.DOTS_STUFFED), "\r\n.dot", "\r\n..dot"),
            replacing("mbox", EnumSet.of(DkimHint.Kind.FROM_QUOTED), "\r\nFrom here", "\r\n>From here"),
            tool("some LF", EnumSet.of(DkimHint.Kind.LINE_ENDS), RandomChangesTest::someLf),
            tool(
                    "quoted-printable",
                    EnumSet.of(DkimHint.Kind.QUOTED_PRINTABLE),
                    (random, message) -> replaced(message, "Gr\u00c3\u00bc\u00c3\u009fe = ", "Gr=C3=BC=C3=9Fe =3D ")),
            tool(
                    "Latin-1",
                    EnumSet.of(DkimHint.Kind.CHARSET_CONVERTED),
                    (random, message) -> replaced(message, "Gr\u00c3\u00bc\u00c3\u009fe", "Gr\u00fc\u00dfe")),
            tool("a letter of the body", NOTHING, RandomChangesTest::letter),
            tool("a line less", NOTHING, RandomChangesTest::lineLess));

    /** The first one; nothing when there is none any more. */
    private static String replaced(String text, String from, String to) {
        int at = text.indexOf(from);
        return at < 0 ? text : text.substring(0, at) + to + text.substring(at + from.length());
    }

    private static String someLf(Random random, String message) {
        int body = message.indexOf("\r\n\r\n") + 4;
        StringBuilder changed = new StringBuilder(message.substring(0, body));
        boolean done = false;
        for (int i = body; i < message.length(); i++) {
            boolean crlf = message.startsWith("\r\n", i);
            if (crlf && (random.nextBoolean() || !done)) {
                done = true;
                i++;
                changed.append('\n');
            } else {
                changed.append(message.charAt(i));
            }
        }
        return changed.toString();
    }

    private static String letter(Random random, String message) {
        int body = message.indexOf("\r\n\r\n") + 4;
        int at = body + random.nextInt(message.length() - body);
        return Character.isLetter(message.charAt(at)) && message.charAt(at) < 0x7F
                ? message.substring(0, at) + 'Q' + message.substring(at + 1)
                : letter(random, message);
    }

    /** Not the first nor the last line, as what is left would begin or end as before. */
    private static String lineLess(Random random, String message) {
        int before = message.indexOf("\r\nword ", message.indexOf("\r\n\r\n"));
        int line = before + 2;
        return before < 0 ? message : message.substring(0, line) + message.substring(message.indexOf("\r\n", line) + 2);
    }

    private static String fields(Random random) {
        return "From: Ann Other <ann@example.com>\nTo: Bob <bob@example.net>, Carol <carol@example.net>\nSubject: "
                + words(random, 1 + random.nextInt(4))
                + "\nDate: Tue, 25 Nov 2025 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n"
                + "Content-Transfer-Encoding: 8bit\n";
    }

    private static String body(Random random) {
        StringBuilder body = new StringBuilder("Hello\n.dot\nword " + words(random, 3) + "\nFrom here\n");
        for (int i = random.nextInt(5); i >= 0; i--) {
            body.append(words(random, 1 + random.nextInt(12))).append(random.nextInt(3) == 0 ? "\n\n" : "\n");
        }
        return body.append("Gr\u00c3\u00bc\u00c3\u009fe = x\nend ")
                .append(words(random, 2))
                .append('\n')
                .toString();
    }

    private static String words(Random random, int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            words.append(i == 0 ? "" : " ");
            for (int letters = 2 + random.nextInt(6); letters > 0; letters--) {
                words.append((char) ('a' + random.nextInt(26)));
            }
        }
        return words.toString();
    }

    /** What came of one message. */
    private record Run(List<Tool> tools, DkimOutcome outcome) {
        private List<DkimHint> hints(DkimHint.Certainty certainty) {
            return outcome.diagnosis().orElseThrow().hints().stream()
                    .filter(hint -> hint.certainty() == certainty)
                    .toList();
        }
    }

    private static Run run(long seed, int tools) {
        Random random = new Random(seed);
        boolean rsa = random.nextInt(3) > 0;
        TestKey key = rsa ? RSA : ED25519;
        String c = (random.nextBoolean() ? "relaxed/" : "simple/") + (random.nextBoolean() ? "relaxed" : "simple");
        String names = "from:to:subject:date:message-id:sender:content-type";
        String message =
                ChangesTest.signed(rsa ? "rsa-sha256" : "ed25519-sha256", c, fields(random), body(random), names, key);
        List<Tool> used = new ArrayList<>();
        for (int i = 0; i < tools; i++) {
            Tool tool = TOOLS.get(random.nextInt(TOOLS.size()));
            used.add(tool);
            message = tool.change.apply(random, message);
        }
        FakeDns dns = Forge.dns(key.txt());
        DkimVerifier verifier = DkimVerifier.using(dns).withOptions(DkimOptions.DEFAULT.withDiagnosis(50));
        Message parsed = Message.of(Forge.octets(message));
        DkimOutcome whole = verifier.verify(parsed).get(0);
        DkimSession session = verifier.begin(parsed.fields());
        parsed.writeBodyTo((buffer, offset, length) -> {
            for (int from = 0; from < length; ) {
                int piece = Math.min(length - from, 1 + random.nextInt(7));
                session.body(buffer, offset + from, piece);
                from += piece;
            }
        });
        assertThat(session.finish()).as("in pieces, seed %s", seed).containsExactly(whole);
        return new Run(used, whole);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    @DisplayName("what is proved was done, and where something is proved, nothing is suspected")
    void noneFalse(int tools) {
        int proved = 0;
        for (long seed = 0; seed < 100; seed++) {
            Run run = run(1000L * tools + seed, tools);
            Set<DkimHint.Kind> right = EnumSet.noneOf(DkimHint.Kind.class);
            run.tools.forEach(tool -> right.addAll(tool.kinds));
            List<DkimHint> found = run.hints(DkimHint.Certainty.PROVED);
            assertThat(found)
                    .as("seed %s, %s", seed, run.tools)
                    .extracting(DkimHint::kind)
                    .isSubsetOf(right);
            if (!found.isEmpty()) {
                proved++;
                assertThat(run.hints(DkimHint.Certainty.SUSPECTED))
                        .as("seed %s, %s", seed, run.tools)
                        .isEmpty();
            }
        }
        assertThat(proved).as("messages of which something is proved").isGreaterThan(40);
    }

    @Test
    @DisplayName("one change that can be undone is proved, whatever the message")
    void eachProved() {
        for (long seed = 0; seed < 120; seed++) {
            Run run = run(seed, 1);
            Tool tool = run.tools.get(0);
            boolean failed = run.outcome.result() != DkimResult.PASS;
            assertThat(run.hints(DkimHint.Certainty.PROVED).isEmpty())
                    .as("seed %s, %s: %s", seed, tool, run.outcome.diagnosis())
                    .isEqualTo(!failed || tool.kinds.isEmpty());
        }
    }
}
