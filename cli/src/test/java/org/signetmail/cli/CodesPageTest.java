package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.AuthorProblem;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.FindingCode;
import org.signetmail.core.MessageProblem;
import org.signetmail.dkim.DkimHint;
import org.signetmail.dkim.DkimProblem;
import org.signetmail.dkim.DkimSigningProblem;
import org.signetmail.dmarc.DmarcProblem;
import org.signetmail.spf.SpfProblem;

/** docs/codes.md is made from the code: {@code -Dsignet.docs.write=true} writes it anew, otherwise it is compared. */
class CodesPageTest {

    private static final String START = """
            # Codes

            The codes in the objects of `--json` of [the command](command.md) beside those of [findings about what is
            published](findings.md): why a check came to what it came to, what became of a message, and what is to be said of one.
            A code is stable, and none has two meanings; the sentences beside them are for people and may change. New codes may join.

            This page is made from the code by `CodesPageTest`.
            """;

    /** Findings about a message, which have no list of their own in the libraries; that none is left out a test sees to. */
    private static final Map<String, String> FINDINGS = Map.ofEntries(
            Map.entry("dkim-body-length", "The signature has l=, and covers the body to its end."),
            Map.entry("dkim-eight-bit-body", "The body has octets beyond ASCII, which a server may encode."),
            Map.entry("dkim-eight-bit-header", "A header field has octets beyond ASCII, which a server may encode."),
            Map.entry(
                    "dkim-fields-absent",
                    "Named in h= and not in the message; the signature breaks when one is added."),
            Map.entry("dkim-fields-unsigned", "Fields that readers go by are not signed."),
            Map.entry("dkim-further-instance", "A field of which there is one is there more often than it is signed."),
            Map.entry("dkim-lone-line-end", "A CR or LF stands alone; servers make it a CRLF."),
            Map.entry("dkim-long-line", "A line has more than 998 octets, which a server may break."),
            Map.entry("dkim-no-signer", "The message goes unsigned, as there is no signer for its author."),
            Map.entry(
                    "from-local-part-dots",
                    "A local-part of From has a dot at its start, at its end or beside another."),
            Map.entry("from-name-unquoted", "A name in From has characters that have to stand in quotes."),
            Map.entry("from-not-utf8", "From has octets that are no UTF-8; none is in an address."));

    /** In the sources, and no code. */
    private static final Set<String> NONE = Set.of("dkim-2026", "dkim-key-", "dkim-signature", "message-id");

    private record Row(String code, String result, String meaning) {}

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder(START);
        chapter(
                page,
                "What is no message",
                "`input.problem` of `verify`, `dkim` and `sign`. The file …",
                "",
                rows(NoMessage.values(), NoMessage::code, each -> "", each -> each.sentence() + "."));
        chapter(
                page,
                "Messages over a limit",
                "`message.problem` of `verify`.",
                "",
                rows(MessageProblem.values(), MessageProblem::code, each -> "", each -> sentence(each.description())));
        chapter(
                page,
                "The From field",
                "`author.problem` of `verify`.",
                "",
                comments(
                        "core/src/main/java/org/signetmail/core/AuthorProblem.java",
                        Arrays.stream(AuthorProblem.values())
                                .map(AuthorProblem::code)
                                .toList()));
        chapter(
                page,
                "SPF",
                "`spf.problem` and `helo.problem` of `verify`, `spf.problem` of `spf`.",
                "result",
                rows(
                        SpfProblem.values(),
                        SpfProblem::code,
                        each -> each.result().keyword(),
                        each -> sentence(each.description())));
        chapter(
                page,
                "DKIM",
                "`dkim[].problem` of `verify` and `dkim`.",
                "result",
                rows(
                        DkimProblem.values(),
                        DkimProblem::code,
                        each -> each.result().keyword(),
                        each -> sentence(each.description())));
        chapter(
                page,
                "DMARC",
                "`dmarc.problem` of `verify`.",
                "",
                comments(
                        "dmarc/src/main/java/org/signetmail/dmarc/DmarcProblem.java",
                        Arrays.stream(DmarcProblem.values())
                                .map(DmarcProblem::code)
                                .toList()));
        chapter(
                page,
                "What became of a signed message",
                "`dkim[].hints[].code` of `verify` and `dkim`.",
                "",
                rows(DkimHint.Kind.values(), DkimHint.Kind::code, each -> "", each -> sentence(each.description())));
        chapter(
                page,
                "Why a message is not signed",
                "`problem` of `sign`.",
                "",
                rows(DkimSigningProblem.values(), SignJson::code, each -> "", each -> sentence(each.description())));
        chapter(
                page,
                "Findings about a message",
                "`findings[].code` of `verify`, `dkim` and `sign`, beside those about [records](findings.md)"
                        + " and the problems of DKIM above.",
                "",
                FINDINGS.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(each -> new Row(each.getKey(), "", each.getValue()))
                        .toList());
        chapter(
                page,
                "Why DNS gave no answer",
                "`failure` of `dmarc`; in sentences in capitals.",
                "",
                comments(
                        "core/src/main/java/org/signetmail/core/DnsFailure.java",
                        Arrays.stream(DnsFailure.values()).map(JsonParts::word).toList()));
        return page.toString();
    }

    private static <E> List<Row> rows(
            E[] values, Function<E, String> code, Function<E, String> result, Function<E, String> meaning) {
        return Arrays.stream(values)
                .map(each -> new Row(code.apply(each), result.apply(each), meaning.apply(each)))
                .toList();
    }

    /** Of an enum whose constants say in their comments alone what they are. */
    private static List<Row> comments(String source, List<String> codes) throws IOException {
        List<String> comments = Pattern.compile("    /\\*\\*((?:(?!\\*/).)*)\\*/\\s+[A-Z_0-9]+\\(", Pattern.DOTALL)
                .matcher(Files.readString(Repository.file(source)))
                .results()
                .map(comment -> comment.group(1))
                .map(comment -> comment.replaceAll("\\s*\\n\\s*\\* ?", " ").strip())
                .map(comment -> comment.replaceAll(
                        "; \\{@link [^}]*} says which|; see \\{@link [^}]*}|; they are in \\{@link [^}]*}", ""))
                .map(comment -> comment.replaceAll("\\{@link AuthorDomain#MAX_ADDRESSES}", "are looked at"))
                .map(comment -> comment.replaceAll("\\{@code ([^}]*)}", "`$1`"))
                .toList();
        assertThat(comments).as(source).hasSameSizeAs(codes).noneMatch(comment -> comment.contains("{@"));
        List<String> rest = new ArrayList<>(comments);
        return codes.stream().map(code -> new Row(code, "", rest.remove(0))).toList();
    }

    /** Of a tag or an algorithm the first letter stays as it is. */
    private static String sentence(String clause) {
        boolean isWord = clause.split(" ", 2)[0].chars().allMatch(Character::isLetter);
        return (isWord ? clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1) : clause)
                + (clause.endsWith(".") ? "" : ".");
    }

    private static void chapter(StringBuilder page, String title, String where, String column, List<Row> rows) {
        page.append("\n## ").append(title).append("\n\n").append(where).append("\n\n| code |");
        page.append(column.isEmpty() ? "" : " " + column + " |").append(" what it stands for |\n|---|---|");
        page.append(column.isEmpty() ? "\n" : "---|\n");
        for (Row row : rows) {
            page.append("| `").append(row.code()).append("` | ");
            page.append(column.isEmpty() ? "" : row.result() + " | ");
            page.append(row.meaning().replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;"))
                    .append(" |\n");
        }
    }

    @Test
    void thePageIsWhatTheCodeSays() throws IOException {
        Path file = Repository.file("docs/codes.md");
        if (Boolean.getBoolean("signet.docs.write")) {
            Files.writeString(file, page());
        }
        assertThat(Files.readString(file)).isEqualTo(page());
    }

    @Test
    @DisplayName("Each code in the sources of the libraries is on one of the two pages")
    void noCodeIsLeftOut() throws IOException {
        Set<String> pages = new TreeSet<>(NONE);
        Matcher code = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\|").matcher(page());
        code.results().map(each -> each.group(1)).forEach(pages::add);
        FindingCodes.all().stream().map(FindingCode::code).forEach(pages::add);
        Set<String> sources = new TreeSet<>();
        for (String module : List.of("core", "spf", "dkim", "dmarc")) {
            try (Stream<Path> files = Files.walk(Repository.file(module + "/src/main/java"))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    sources.addAll(codes(Files.readString(file, UTF_8)));
                }
            }
        }
        assertThat(sources).hasSizeGreaterThan(60).containsAll(FINDINGS.keySet());
        sources.removeAll(pages);
        assertThat(sources).isEmpty();
    }

    private static Set<String> codes(String source) {
        return Pattern.compile("\"((?:spf|dkim|dmarc|from|message)-[a-z0-9-]+)\"")
                .matcher(source)
                .results()
                .map((MatchResult each) -> each.group(1))
                .collect(Collectors.toSet());
    }
}
