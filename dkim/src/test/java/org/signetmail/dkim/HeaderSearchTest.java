package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.Message;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/**
 * What was done to a header, told by the signature alone, with the words that say it: fields in several instances, kept
 * elsewhere, written by signers in ways of their own, or changed in two ways at once.
 */
class HeaderSearchTest {

    private static final TestKey KEY = TestKeys.rsa1024();
    private static final FakeDns DNS = Forge.dns(KEY.txt());

    private static final String RELAXED = "relaxed/relaxed";
    private static final String SIMPLE = "simple/simple";

    private record Case(
            String name,
            String form,
            String header,
            String names,
            Signer signer,
            UnaryOperator<String> tool,
            String told) {
        @Override
        public String toString() {
            return name;
        }
    }

    private final List<Case> cases = new ArrayList<>();

    private void changed(String name, String header, String names, String from, String to, String told) {
        cases.add(new Case(name, RELAXED, header, names, new Signer(), message -> replaced(message, from, to), told));
    }

    private void simple(String name, String header, String names, String from, String to, String told) {
        cases.add(new Case(name, SIMPLE, header, names, new Signer(), message -> replaced(message, from, to), told));
    }

    private void signer(String name, String header, String names, Signer signer, String told) {
        cases.add(new Case(name, RELAXED, header, names, signer, message -> message, told));
    }

    private static String replaced(String text, String from, String to) {
        String sought = from.replace("\n", "\r\n");
        assertThat(text).contains(sought);
        int at = text.indexOf(sought);
        return text.substring(0, at) + to.replace("\n", "\r\n") + text.substring(at + sought.length());
    }

    private static final String FROM = "From: Ann <ann@example.com>\n";

    private void instances() {
        String three = "Received: a\nReceived: b\nReceived: c\n" + FROM;
        changed(
                "the upper two of three change places",
                three,
                "from:received:received:received",
                "Received: a\nReceived: b\n",
                "Received: b\nReceived: a\n",
                "FIELDS_REORDERED[received] two of them changed places");
        changed(
                "the lower two of three change places",
                three,
                "from:received:received:received",
                "Received: b\nReceived: c\n",
                "Received: c\nReceived: b\n",
                "FIELDS_REORDERED[received] two of them changed places");
        changed(
                "the outer two of three change places",
                three,
                "from:received:received:received",
                "Received: a\nReceived: b\nReceived: c\n",
                "Received: c\nReceived: b\nReceived: a\n",
                "FIELDS_REORDERED[received]");
        changed(
                "one put between two",
                "Received: a\nReceived: b\n" + FROM,
                "from:received:received",
                "Received: b\n",
                "Received: x\nReceived: b\n",
                "OTHER_INSTANCE[received] the one at number 2 from the bottom was not signed");
        changed(
                "one put below two",
                "Received: a\nReceived: b\n" + FROM,
                "from:received:received",
                FROM,
                "Received: x\n" + FROM,
                "OTHER_INSTANCE[received] the one at number 1 from the bottom was not signed");
        changed(
                "two put below one",
                "Subject: a\n" + FROM,
                "from:subject",
                FROM,
                FROM + "Subject: b\nSubject: c\n",
                "OTHER_INSTANCE[subject] the topmost was signed");
        signer(
                "all are signed, and named once",
                "Received: a\nReceived: b\nReceived: c\n" + FROM + "Subject: x\n",
                "from:received:subject",
                new Signer().order("from:received:received:received:subject"),
                "OTHER_INSTANCE[received] all of them were signed");
    }

    private void keptElsewhere() {
        for (String name : List.of(
                "X-Original-From",
                "Original-From",
                "X-Google-Original-From",
                "Old-From",
                "X-Old-From",
                "Reply-To",
                "X-Original-Sender",
                "Cc")) {
            changed(
                    "From kept in " + name,
                    FROM + "Subject: x\n",
                    "from:subject",
                    FROM,
                    "From: L <l@l.example>\n" + name + ": Ann <ann@example.com>\n",
                    "FIELD_REWRITTEN[from] signed was \"Ann <ann@example.com>\"");
        }
        changed(
                "From kept in the second of two fields",
                FROM,
                "from",
                FROM,
                "From: L <l@l.example>\nX-Original-From: x\nX-Original-From: Ann <ann@example.com>\n",
                "FIELD_REWRITTEN[from] signed was \"Ann <ann@example.com>\"");
        changed(
                "From kept in the third of three fields",
                FROM,
                "from",
                FROM,
                "From: L <l@l.example>\nX-Old-From: x\nX-Old-From: y\nX-Old-From: Ann <ann@example.com>\n",
                "");
        changed(
                "Subject kept in Thread-Topic",
                FROM + "Subject: x\n",
                "from:subject",
                "Subject: x\n",
                "Subject: y\nThread-Topic: x\n",
                "FIELD_REWRITTEN[subject] signed was \"x\"");
        changed(
                "Reply-To kept in From",
                FROM + "Reply-To: Ann <ann@example.com>\n",
                "from:reply-to",
                "Reply-To: Ann <ann@example.com>",
                "Reply-To: l@l.example",
                "FIELD_REWRITTEN[reply-to] signed was \"Ann <ann@example.com>\"");
        changed(
                "To kept in Delivered-To",
                FROM + "To: b@example.net\n",
                "from:to",
                "To: b@example.net\n",
                "To: l@l.example\nDelivered-To: b@example.net\n",
                "FIELD_REWRITTEN[to] signed was \"b@example.net\"");
        int most = 10_000 - "X-Original-Subject: ".length();
        for (int length : new int[] {most - 1, most}) {
            changed(
                    "a copy of " + length + " octets",
                    FROM + "Subject: " + "x".repeat(length) + "\n",
                    "from:subject",
                    "Subject: ",
                    "Subject: y\nX-Original-Subject: ",
                    length < most
                            ? "FIELD_REWRITTEN[subject] signed was \""
                                    + "x".repeat(length).substring(0, 117) + "...\""
                            : "");
        }
    }

    private void signers() {
        String folded = FROM + "To:\n b@example.net\nSubject: x\nCc:\n c@example.net\n";
        signer(
                "a blank kept behind two folded colons",
                folded,
                "from:to:subject:cc",
                new Signer().relaxed((field, form) -> field.contains(":\r\n") ? form.replaceFirst(":", ": ") : form),
                "SIGNER_KEPT_BLANK[to, cc]");
        signer(
                "a blank kept behind one of two folded colons",
                folded,
                "from:to:subject:cc",
                new Signer().relaxed((field, form) -> field.startsWith("Cc:") ? form.replaceFirst(":", ": ") : form),
                "SIGNER_KEPT_BLANK[cc]");
        signer(
                "a blank kept in all fields",
                folded,
                "from:to:subject:cc",
                new Signer().relaxed((field, form) -> form.replaceFirst(":", ": ")),
                "SIGNER_KEPT_BLANK in all fields");
        signer(
                "a blank kept in all but its own",
                folded,
                "from:to:subject:cc",
                new Signer().relaxed((field, form) -> field.startsWith("DKIM") ? form : form.replaceFirst(":", ": ")),
                "SIGNER_KEPT_BLANK in all signed fields");
        signer(
                "names kept as they are",
                folded,
                "from:to:subject:cc",
                new Signer().relaxed((field, form) -> named(field, form)),
                "SIGNER_RELAXED_WRONGLY names were not made lower-case");
        signer(
                "names kept but that of its own field",
                folded,
                "from:to:subject:cc",
                new Signer().relaxed((field, form) -> field.startsWith("DKIM") ? form : named(field, form)),
                "SIGNER_RELAXED_WRONGLY[from, to, subject, cc] names were not made lower-case");
        signer(
                "one name kept",
                folded,
                "from:to:subject:cc",
                new Signer().relaxed((field, form) -> field.startsWith("Cc:") ? named(field, form) : form),
                "SIGNER_RELAXED_WRONGLY[cc] names were not made lower-case");
        String many = IntStream.range(0, 22).mapToObj(i -> "X" + i + ": 1\n").collect(Collectors.joining());
        String manyNames = IntStream.range(0, 22).mapToObj(i -> "x" + i).collect(Collectors.joining(":"));
        for (int last : new int[] {18, 19}) {
            signer(
                    "one name of many kept, number " + last,
                    FROM + many,
                    "from:" + manyNames,
                    new Signer()
                            .relaxed((field, form) -> field.startsWith("X" + last + ":") ? named(field, form) : form),
                    last == 18 ? "SIGNER_RELAXED_WRONGLY[x18] names were not made lower-case" : "");
        }
    }

    private static String named(String field, String form) {
        return field.substring(0, field.indexOf(':')) + form.substring(form.indexOf(':'));
    }

    private void added() {
        String bare = FROM + "Subject: x\nX-A: 1\n";
        String names = "from:subject:x-a:to:cc:message-id:date:mime-version:sender";
        changed(
                "two of five added",
                bare + "Sender: s@example.com\nTo: t@example.com\nCc: c@example.com\n",
                names,
                "X-A",
                "Message-ID: <1@x>\nDate: x\nX-A",
                "FIELD_ADDED[message-id, date]");
        changed(
                "three of five added",
                bare + "Sender: s@example.com\nTo: t@example.com\n",
                names,
                "X-A",
                "Message-ID: <1@x>\nDate: x\nMIME-Version: 1.0\nX-A",
                "FIELD_ADDED[message-id, date, mime-version]");
        changed(
                "four added are more than is tried",
                bare + "Sender: s@example.com\n",
                names,
                "X-A",
                "To: t@x\nMessage-ID: <1@x>\nDate: x\nMIME-Version: 1.0\nX-A",
                "");
        changed(
                "a field that servers do not add",
                bare + "X-B: 1\n",
                "from:x-a:x-b:x-c",
                "X-B",
                "X-C: 2\nX-B",
                "FIELD_ADDED[x-c]");
    }

    private void pairs() {
        String header = FROM + "To: b@example.net,\n c@example.net\nSubject: x\n";
        changed(
                "a field added and one respaced",
                header,
                "from:to:subject:message-id",
                "\n c@example.net\n",
                "c@example.net\nMessage-ID: <1@x>\n",
                "FIELD_ADDED[message-id]; FIELD_RESPACED[to] signed with one space behind commas");
        changed(
                "two fields rewritten",
                header + "Message-ID: <1@x>\n",
                "from:to:subject:message-id",
                "Ann <ann@example.com>\nTo: b@example.net,\n c@example.net\nSubject: x\nMessage-ID: <1@x>",
                "\"Ann\" <ann@example.com>\nTo: b@example.net,\n c@example.net\nSubject: x\nMessage-ID: 1@x",
                "FIELD_REWRITTEN[from] signed was \"Ann <ann@example.com>\";"
                        + " FIELD_REWRITTEN[message-id] signed was \"<1@x>\"");
        changed(
                "marked and rewritten",
                header,
                "from:to:subject",
                "Ann <ann@example.com>\nTo: b@example.net,\n c@example.net\nSubject: ",
                "\"Ann\" <ann@example.com>\nTo: b@example.net,\n c@example.net\nSubject: [l] ",
                "SUBJECT_MARKED[subject] signed was \"x\"; FIELD_REWRITTEN[from] signed was \"Ann <ann@example.com>\"");
        changed(
                "a field that servers do not add, and one rewritten",
                header,
                "from:to:subject:x-a",
                "Ann <ann@example.com>\n",
                "\"Ann\" <ann@example.com>\nX-A: 1\n",
                "");
        changed(
                "a mark of a header with very many guesses",
                "MIME-Version: 1.0\nDate: Tue, 5 Nov 2025 10:00:00 +0000\nResent-Date: Tue, 4 Nov 2025 10:00:00 +0000\n"
                        + "Content-Type: a; b=c; d=e; f=g; h=i; j=k; l=m; n=o\n" + header,
                "mime-version:date:resent-date:content-type:from:to:subject",
                "Subject: ",
                "Subject: [l] ",
                "SUBJECT_MARKED[subject] signed was \"x\"");
        changed(
                "quotes in a header with very many guesses",
                "Date: Tue, 5 Nov 2025 10:00:00 +0000\n"
                        + header
                        + IntStream.range(0, 20)
                                .mapToObj(i -> "X-" + i + ": \u00c3\u00bc\n")
                                .collect(Collectors.joining()),
                IntStream.range(0, 20).mapToObj(i -> "x-" + i).collect(Collectors.joining(":", "", ":from:to:subject")),
                "Ann <ann@example.com>",
                "\"Ann\" <ann@example.com>",
                "FIELD_REWRITTEN[from] signed was \"Ann <ann@example.com>\"");
    }

    private void respaced() {
        changed(
                "commas of two fields",
                FROM + "To: a@x, b@x\nCc: c@x, d@x\nSubject: a, b\n",
                "from:to:cc:subject",
                "To: a@x, b@x\nCc: c@x, d@x",
                "To: a@x,b@x\nCc: c@x,d@x",
                "FIELD_RESPACED[to, cc] signed with one space behind commas");
        changed(
                "commas of one of two fields",
                FROM + "To: a@x, b@x\nCc: c@x,d@x\n",
                "from:to:cc",
                "To: a@x, b@x",
                "To: a@x,b@x",
                "FIELD_RESPACED[to] signed was \"a@x, b@x\"");
        changed("commas of a Subject are text", FROM + "Subject: a, b\n", "from:subject", "a, b", "a,b", "");
        changed(
                "encoded words of a Subject",
                FROM + "Subject: =?utf-8?q?a?= =?utf-8?q?b?=\n",
                "from:subject",
                "a?= =?",
                "a?==?",
                "FIELD_RESPACED[subject] signed with a space between encoded words");
        simple(
                "folds of two fields",
                FROM + "To: a@x,\n b@x\nCc: c@x,\n d@x\n",
                "from:to:cc",
                "To: a@x,\n b@x\nCc: c@x,\n d@x",
                "To: a@x,\n\tb@x\nCc: c@x,\n\td@x",
                "FIELD_REFOLDED[to, cc]");
        simple("a name in capitals", FROM + "X-ABC: 1\n", "from:x-abc", "X-ABC", "x-abc", "FIELD_RENAMED[x-abc]");
        simple(
                "a name in small letters",
                FROM + "x-abc: 1\n",
                "from:x-abc",
                "x-abc:",
                "X-Abc:",
                "FIELD_RENAMED[x-abc]");
        simple(
                "all names",
                "FROM: a@example.com\nTO: 1\nCC: 2\n",
                "from:to:cc",
                "FROM: a@example.com\nTO: 1\nCC: 2",
                "From: a@example.com\nTo: 1\nCc: 2",
                "FIELD_RENAMED[from, to, cc]");
    }

    static List<Case> cases() {
        HeaderSearchTest all = new HeaderSearchTest();
        all.instances();
        all.keptElsewhere();
        all.signers();
        all.added();
        all.pairs();
        all.respaced();
        return all.cases;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName("what is proved, with its words; nothing where more was changed than is tried")
    void proves(Case each) {
        String signed = each.signer.sign(
                new ChangesTest.Change(
                        each.name,
                        "rsa-sha256",
                        each.form,
                        each.header,
                        "Hi\n",
                        each.names,
                        each.signer,
                        text -> text,
                        ""),
                KEY);
        DkimOutcome outcome = DkimVerifier.using(DNS)
                .withOptions(DkimOptions.DEFAULT.withDiagnosis(0))
                .verify(Message.of(Forge.octets(each.tool.apply(signed))))
                .get(0);
        assertThat(outcome.diagnosis().orElseThrow().hints().stream()
                        .filter(hint -> hint.certainty() == DkimHint.Certainty.PROVED)
                        .map(hint -> hint.kind()
                                + (hint.fields().isEmpty() ? "" : hint.fields().toString())
                                + (hint.detail().isEmpty() ? "" : " " + hint.detail()))
                        .collect(Collectors.joining("; ")))
                .isEqualTo(each.told);
    }
}
