package org.signetmail.fuzz;

import static org.signetmail.fuzz.Oracles.bounded;
import static org.signetmail.fuzz.Oracles.plain;
import static org.signetmail.fuzz.Oracles.require;
import static org.signetmail.fuzz.Oracles.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.DomainName;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Message;

/** Who the author is: one domain that stands there, or a reason why not. */
class FromFuzzTest {

    static Stream<Arguments> headers() {
        return Seeds.crlf(
                "From: Ann Other <ann@example.com>\n\n",
                "From: \"a@b\" (c@d) <x.y@[192.0.2.1]>\n\n",
                "From: a@example.com, b@example.net\n\n",
                "From: Group: a@example.com;\n\n",
                "From: <@a.example,@b.example:c@example.com>\n\n",
                "From:=?utf-8?q?a=40b.example?= <x@example.com>\n\n",
                "From : a@example.com\nFrom: b@example.com\n\n",
                "From\n : a@example.com\n\n",
                "From: \u00FC@b\u00FCcher.example\n\n",
                "From: ((((()))))a\\(@(x)example(y).(z)com\n\n",
                "From: \"a\\\"\\\r\n b\"@example.com.\n\n",
                "From: a@example.com b@example.net\n\n",
                "From: <a@example.com> b@example.net\n\n",
                "From: a@example.com <b@example.net>\n\n",
                "From: .@example.com <b@example.net>\n\n");
    }

    /**
     * What a person would take for an address: a word, an at sign, and two labels or more, with nothing else beside them. A dot
     * behind it, with white space in between or not, is one of its domain (RFC 5322 §4.4).
     */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<![^\\s<>,;:])[\\w.+-]*[\\w+-]@([a-zA-Z0-9-]+(?:\\.[a-zA-Z0-9-]+)+)(?![^\\s<>,;:])(?!\\s*\\.)");

    @MethodSource("headers")
    @FuzzTest
    void author(byte[] input) {
        List<HeaderField> fields = Message.of(input).fields();
        AuthorDomain author = bounded(input.length, 2000, () -> AuthorDomain.of(fields));
        plain(author.summary());
        plain(author.reason());
        plain(author.toString());
        author.findings().forEach(Oracles::sound);
        require(author.domain().isPresent() == (author.domains().size() == 1), "one domain is the domain", author);
        require(author.domain().isPresent() || author.problem().isPresent(), "no domain has a reason", author);

        Optional<DomainName> domain = author.domain();
        if (domain.isPresent() && author.problem().isEmpty()) {
            List<HeaderField> froms = fields.stream()
                    .filter(field -> field.name().replaceAll("[ \t]", "").equalsIgnoreCase("from"))
                    .toList();
            same(froms.size(), 1, "an author has one From field");
            String name = domain.get().toString();
            byte[] plain = NaiveCanonical.octets("From: x@" + name + "\r\n\r\n");
            same(
                    AuthorDomain.of(Message.of(plain).fields()).domain(),
                    domain,
                    "its domain, written plainly, is read the same");
            String text = MessageFuzzTest.raw(froms.get(0));
            boolean ascii = text.chars().allMatch(c -> c < 0x80);
            boolean whole = !text.contains("(") && !text.contains("\r\n");
            if (ascii && whole) {
                String last = name.substring(name.lastIndexOf('.') + 1);
                require(text.toLowerCase(Locale.ROOT).contains(last), "what is read stands there", text, name);
            }
            require(text.contains("@"), "an address has an at sign", text);
            // Where nothing quotes, comments or encodes, nobody else's address stands beside the author's.
            if (ascii && text.chars().noneMatch(c -> "\"([\\=".indexOf(c) >= 0)) {
                ADDRESS.matcher(text.substring(text.indexOf(':') + 1)).results().forEach(address -> {
                    Optional<DomainName> seen = DomainName.parse(address.group(1));
                    require(seen.isEmpty() || seen.equals(domain), "who reads it sees no other author", text, name);
                });
            }
        }
    }
}
