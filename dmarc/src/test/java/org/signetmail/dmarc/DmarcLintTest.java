package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.core.Position;
import org.signetmail.core.Severity;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.internal.NamedEffect;

/** Each kind of finding: where it is, what is said of it, and that what it advises makes it go away. */
class DmarcLintTest {

    // Record, code, sentence, remedy. The marked place is between brackets; without brackets there is none.
    private static final String TEXTS = """
        v[:]DMARC1; p=reject; rua=mailto:a@b.example | not-a-record | "v:DMARC1; p=reject; rua=mailto:a@b.example" is not a DMARC record, because there is ":" instead of "=" behind its v. Receivers, by RFC 9989 and by RFC 7489, discard it as if it were not there. | Publish "v=DMARC1; p=reject; rua=mailto:a@b.example".
        v=DMARC1 []p=reject; rua=mailto:a@b.example | not-a-record | "v=DMARC1 p=reject; rua=mailto:a@b.example" is not a DMARC record, because there is no semicolon right behind "DMARC1". Receivers, by RFC 9989 and by RFC 7489, discard it as if it were not there. | Publish "v=DMARC1; p=reject; rua=mailto:a@b.example".
        v=DMARC1 []p=none rua=mailto:a@b.example adkim=s | not-a-record | "v=DMARC1 p=none rua=mailto:a@b.example adkim=s" is not a DMARC record, because there is no semicolon right behind "DMARC1". Receivers, by RFC 9989 and by RFC 7489, discard it as if it were not there. | Publish "v=DMARC1; p=none; rua=mailto:a@b.example; adkim=s".
        [ ]v=DMARC1; p=reject; rua=mailto:a@b.example | not-a-record | " v=DMARC1; p=reject; rua=mailto:a@b.example" is not a DMARC record, because a space stands in front of its v. Receivers, by RFC 9989 and by RFC 7489, discard it as if it were not there. | Publish "v=DMARC1; p=reject; rua=mailto:a@b.example".
        v=[dmarc1]; p=reject; rua=mailto:a@b.example; | not-a-record | "v=dmarc1; p=reject; rua=mailto:a@b.example;" is not a DMARC record, because its version is not "DMARC1" in upper case. Receivers, by RFC 9989 and by RFC 7489, discard it as if it were not there. | Publish "v=DMARC1; p=reject; rua=mailto:a@b.example;".
        [p=reject; ]v=DMARC1; rua=mailto:a@b.example | not-a-record | "p=reject; v=DMARC1; rua=mailto:a@b.example" is not a DMARC record, because it does not begin with "v=DMARC1". Receivers, by RFC 9989 and by RFC 7489, discard it as if it were not there. | Publish "v=DMARC1; p=reject; rua=mailto:a@b.example".
        []DMARC1; p=reject; rua=mailto:a@b.example | not-a-record | "DMARC1; p=reject; rua=mailto:a@b.example" is not a DMARC record, because it does not begin with "v=DMARC1". Receivers, by RFC 9989 and by RFC 7489, discard it as if it were not there. | Publish "v=DMARC1; p=reject; rua=mailto:a@b.example".
        [']v=DMARC1; p=reject; rua=mailto:a@b.example' | not-a-record | "'v=DMARC1; p=reject; rua=mailto:a@b.example'" is not a DMARC record, because "'" stands in front of its v. Receivers, by RFC 9989 and by RFC 7489, discard it as if it were not there. | Publish "v=DMARC1; p=reject; rua=mailto:a@b.example".
        v=DMARC1; p=reject; [p=none]; rua=mailto:a@b.example | duplicate-tag | The tag p is there twice, so the whole record is ignored. | Take it out, or "p=reject" in front of it, whichever is not meant.
        v=DMARC1; p=reject; rua=mailto:a@b.example; [p=reject] | duplicate-tag | The tag p is there twice, so the whole record is ignored. | Take it out.
        v=DMARC1; p=reject; [rua=mailto:a@b.example:fo=1] | missing-semicolon | There is no semicolon in front of "fo=1", so it is part of the value of rua: receivers see no tag fo, and send no reports to what is no URI with it. | Write "rua=mailto:a@b.example; fo=1".
        v=DMARC1; [p=reject rua=mailto:a@b.example] | missing-semicolon | There is no semicolon in front of "rua=mailto:a@b.example", so it is part of the value of p: receivers see no tag rua, and no valid value of p. | Write "p=reject; rua=mailto:a@b.example".
        v=DMARC1; [p=nonerua=mailto:a@b.example] | missing-semicolon | There is no semicolon in front of "rua=mailto:a@b.example", so it is part of the value of p: receivers see no tag rua, and no valid value of p. | Write "p=none; rua=mailto:a@b.example".
        v=DMARC1; p=none; rua=mailto:a@b.example; [adkim=saspf=r] | missing-semicolon | There is no semicolon in front of "aspf=r", so it is part of the value of adkim: receivers see no tag aspf, and no valid value of adkim. | Write "adkim=s; aspf=r".
        v=DMARC1; [p=quarantinesp=none]; rua=mailto:a@b.example | missing-semicolon | There is no semicolon in front of "sp=none", so it is part of the value of p: receivers see no tag sp, and no valid value of p. | Write "p=quarantine; sp=none".
        v=DMARC1; [p=reject,rua=mailto:a@b.example] | missing-semicolon | There is no semicolon in front of "rua=mailto:a@b.example", so it is part of the value of p: receivers see no tag rua, and no valid value of p. | Write "p=reject; rua=mailto:a@b.example".
        v=DMARC1; p=reject; [oops]; rua=mailto:a@b.example | malformed-tag | "oops" is not a tag and its value. Every receiver ignores it. | Take it out.
        v=DMARC1; [p:reject]; rua=mailto:a@b.example | malformed-tag | "p:reject" is not a tag and its value. Every receiver ignores it. | Write "p=reject".
        v=DMARC1; p=reject; [rau=mailto:a@b.example] | unknown-tag | DMARC has no tag rau. Every receiver ignores it. The nearest tag is rua. | Write "rua=mailto:a@b.example".
        v=DMARC1; [policy=reject]; rua=mailto:a@b.example | unknown-tag | DMARC has no tag policy. Every receiver ignores it. The nearest tag is p. | Write "p=reject".
        v=DMARC1; p=reject; rua=mailto:a@b.example; [x=y] | unknown-tag | DMARC has no tag x. Every receiver ignores it. | Take it out.
        v=DMARC1; p=reject; rua=mailto:a@b.example; [pct=100] | historic-tag | RFC 9989 has no use for the tag pct. An RFC 7489 receiver does the same with pct=100 as without it. | Take it out.
        v=DMARC1; p=reject; rua=mailto:a@b.example; [pct=30] | historic-tag | RFC 9989 has no use for the tag pct. An RFC 7489 receiver applies the policy to 30 of 100 messages that fail and the one below it to the others, an RFC 9989 receiver to all. | Take it out; for a policy under test, t=y asks an RFC 9989 receiver for the one below it.
        v=DMARC1; p=reject; rua=mailto:a@b.example; [pct=0] | historic-tag | RFC 9989 has no use for the tag pct. An RFC 7489 receiver applies the policy below the published one to all messages that fail, an RFC 9989 receiver the published one. | Take it out; for a policy under test, t=y asks an RFC 9989 receiver for the one below it.
        v=DMARC1; p=reject; rua=mailto:a@b.example; [rf=afrf] | historic-tag | RFC 9989 has no use for the tag rf. An RFC 7489 receiver sends failure reports as afrf with it and without it. | Take it out.
        v=DMARC1; p=reject; rua=mailto:a@b.example; [rf=iodef] | historic-tag | RFC 9989 has no use for the tag rf. An RFC 7489 receiver knows the format afrf alone, and may ignore the record for another one. | Take it out.
        v=DMARC1; p=reject; rua=mailto:a@b.example; [ri=3600] | historic-tag | RFC 9989 has no use for the tag ri. An RFC 7489 receiver may take it for the seconds between aggregate reports, and sends one a day without it. | Take it out.
        v=DMARC1; [p=jerect]; rua=mailto:a@b.example | bad-value | The tag p cannot have the value "jerect". So no receiver applies it. | Write "p=reject".
        v=DMARC1; p=reject; [sp=blok]; rua=mailto:a@b.example | bad-value | The tag sp cannot have the value "blok". So no receiver applies it. | Give the tag one of its values: none, quarantine or reject.
        v=DMARC1; p=reject; rua=mailto:a@b.example; [adkim=strict] | bad-value | The tag adkim cannot have the value "strict". So it counts as adkim=r, relaxed. | Write "adkim=s".
        v=DMARC1; p=reject; rua=mailto:a@b.example; [aspf=x] | bad-value | The tag aspf cannot have the value "x". So it counts as aspf=r, relaxed. | Give the tag one of its values: r or s.
        v=DMARC1; p=reject; rua=mailto:a@b.example; [psd=yes] | bad-value | The tag psd cannot have the value "yes". So it counts as psd=u. An RFC 7489 receiver does not know psd. | Write "psd=y".
        v=DMARC1; p=reject; rua=mailto:a@b.example; [t=yes] | bad-value | The tag t cannot have the value "yes". So it counts as t=n, which is no test. An RFC 7489 receiver does not know t. | Write "t=y".
        v=DMARC1; p=reject; rua=mailto:a@b.example; ruf=mailto:a@b.example; [fo=0,1] | bad-value | The tag fo cannot have the value "0,1". So it counts as fo=0. | Write "fo=1".
        v=DMARC1; p=reject; rua=mailto:a@b.example; [pct=200] | bad-value | The tag pct cannot have the value "200". An RFC 7489 receiver takes 100, and RFC 9989 has no use for the tag pct. | Take it out.
        v=DMARC1; p=reject; rua=[a@b.example] | bad-uri | The rua tag has "a@b.example", which is no URI. No report goes there. | Write "mailto:a@b.example".
        v=DMARC1; p=reject; rua=mailto:a@b.example,[c@d.example] | bad-uri | The rua tag has "c@d.example", which is no URI. No report goes there. | Write "mailto:c@d.example".
        v=DMARC1; p=reject; rua=mailto:a@b.example, [mailto: c@d.example] | bad-uri | The rua tag has "mailto: c@d.example", which is no URI. No report goes there. | Write "mailto:c@d.example".
        v=DMARC1; p=reject; rua=[] | bad-uri | The rua tag has "", which is no URI. No report goes there. | Write it as mailto:address, or take it out.
        v=DMARC1; p=reject; rua=[mailto:a@b.example!10m] | uri-size-limit | The size limit of "mailto:a@b.example!10m" is ignored. An RFC 7489 receiver sends no report there that is larger. | Write "mailto:a@b.example".
        v=DMARC1; rua=mailto:a@b.example[] | no-policy | The record has no p tag, so receivers find no policy in it. | Add "p=none", or the policy that is meant.
        v=DMARC1; rua=mailto:a@b.example | policy-assumed | The record has no valid p, so an RFC 9989 receiver takes it for p=none alone, as there is a valid rua. An RFC 7489 receiver does the same. | Add "p=none", or the policy that is meant.
        v=DMARC1; p=reject; [np=x]; rua=mailto:a@b.example | policy-assumed | The record has no valid np, so an RFC 9989 receiver takes it for p=none alone, as there is a valid rua. An RFC 7489 receiver does not know np and takes the others. | Give the tag one of its values: none, quarantine or reject.
        v=DMARC1; [p=jerect] | policy-void | The record has no valid p, so with no valid rua an RFC 9989 receiver applies no DMARC at all. An RFC 7489 receiver does the same. | Write "p=reject".
        v=DMARC1; rua=mailto:a@b.example; [p=reject]; adkim=s | policy-not-second | The p tag does not follow the version. An RFC 9989 receiver takes it wherever it stands; an RFC 7489 receiver may take the record for one without a policy. | Publish "v=DMARC1; p=reject; rua=mailto:a@b.example; adkim=s".
        v=DMARC1; [p=none] | no-effect | The policy is none, so receivers deliver mail that fails as they would without DMARC, and without rua nobody is told of it: the record has no effect. | Add "rua=mailto:dmarc@example.com", with an address that is read.
        v=DMARC1; [p=none]; rua=mailto:a@b.example | policy-none | The policy is none, so receivers deliver mail that fails as they would without DMARC. That is for watching the reports, and protects nobody. | Write "p=quarantine" or "p=reject" when the reports show that all your mail passes.
        v=DMARC1; p=reject; [t=y]; rua=mailto:a@b.example | test-mode | The record has t=y, so an RFC 9989 receiver applies quarantine instead of p=reject. An RFC 7489 receiver does not know t, and applies the policy in full. | Take it out when the test is over.
        v=DMARC1; p=none; [t=y]; rua=mailto:a@b.example | test-mode | The record has t=y, which has no effect on a policy of none. | Take it out.
        v=DMARC1; p=reject; [sp=none]; rua=mailto:a@b.example | weaker-subdomain-policy | sp=none is weaker than p=reject: names below the domain, existing or not, get the weaker policy. | Write "sp=reject".
        v=DMARC1; p=reject; [np=quarantine]; rua=mailto:a@b.example | weaker-subdomain-policy | np=quarantine is weaker than p=reject: names below the domain that do not exist, and from which no mail can be genuine, get the weaker policy. An RFC 7489 receiver does not know np, and goes by p=reject. | Write "np=reject".
        v=DMARC1; p=reject; [psd=y]; rua=mailto:a@b.example | psd-outside-suffix | psd=y says that the domain is a public suffix, such as com or co.uk. So an RFC 9989 receiver takes each name below it for a domain of somebody else: mail that is authenticated for one of them is not aligned with the domain, or with another. An RFC 7489 receiver does not know psd. | Take it out, unless others register names below the domain.
        v=DMARC1; p=reject | no-rua | The record has no rua, so receivers send no aggregate reports, and its owner does not see who sends in its name and what becomes of that mail. | Add "rua=mailto:dmarc@example.com", with an address that is read.
        v=DMARC1; p=reject; [rua=https://b.example/r] | no-mail-uri | The rua tag has no mailto URI. No receiver has to support another scheme, and those that do not ignore it. | Write "rua=https://b.example/r,mailto:dmarc@example.com".
        v=DMARC1; p=reject; [rua=mailto:a@b.example,mailto:b@b.example,mailto:c@b.example] | many-uris | The rua tag has 3 URIs. RFC 9989 sets no limit, but an RFC 7489 receiver has to send to two of them only, so the others may get nothing. | Write "rua=mailto:a@b.example,mailto:b@b.example".
        v=DMARC1; p=reject; rua=mailto:a@b.example; psd=y; [ruf=mailto:a@b.example] | ruf-with-psd | The record is that of a public suffix (psd=y), so an RFC 9989 receiver sends no failure reports to its ruf. An RFC 7489 receiver does not know psd, and may send them. | Take it out.
        v=DMARC1; p=reject; rua=mailto:a@b.example; [fo=1] | fo-without-ruf | The fo tag has no effect without a ruf tag. | Take it out, or add a ruf tag.
        [v=spf1 -all] | not-a-record | "v=spf1 -all" is not a DMARC record, because it does not begin with "v=DMARC1". It is an SPF record. Receivers, by RFC 9989 and by RFC 7489, discard it as if it were not there. | Begin the record with "v=DMARC1;".
        """;

    @DisplayName("What is wrong with the text of a record, and what to write instead")
    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\u00a7', ignoreLeadingAndTrailingWhitespace = true, textBlock = TEXTS)
    void texts(String marked, String code, String message, String remedy) {
        int offset = marked.indexOf('[');
        int length = marked.indexOf(']') - 1 - offset;
        String text = marked.replace("[", "").replace("]", "");

        List<Finding> all = DmarcLint.of(text);
        Finding finding = only(all, "dmarc-" + code);

        assertThat(finding.message()).isEqualTo(message);
        assertThat(NamedEffect.missing(finding, Map.of())).isEmpty();
        assertThat(finding.remedy()).isEqualTo(remedy);
        if (offset >= 0) {
            assertThat(finding.position()).contains(new Position(text, offset, length));
        } else {
            assertThat(finding.position()).isEmpty();
        }
        assertThat(all).doesNotHaveDuplicates();
        assertThat(DmarcLint.of(LintRemedy.apply(text, finding)))
                .doesNotContain(finding)
                .noneMatch(each -> each.message().equals(finding.message()));
    }

    private static Finding only(List<Finding> findings, String code) {
        List<Finding> found =
                findings.stream().filter(each -> each.code().equals(code)).toList();
        assertThat(found).as("%s in %s", code, findings).hasSize(1);
        return found.get(0);
    }

    /**
     * One fault of a zone. In {@code marked} the place is between brackets; without brackets it is about a name, or about what is
     * not there. {@code mended} is a zone without the fault.
     */
    record Case(String code, String domain, String marked, String at, String message, String remedy, String mended) {
        String zone() {
            return marked.replace("[", "").replace("]", "");
        }

        @Nullable
        String place() {
            return marked.contains("[") ? marked.substring(marked.indexOf('[') + 1, marked.indexOf(']')) : null;
        }

        @Override
        public String toString() {
            return code + " at " + domain;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case(
                        "record-missing",
                        "example.com",
                        """
                        example.com A 192.0.2.1
                        """,
                        "_dmarc.example.com",
                        "No DMARC record applies to example.com, so receivers apply no DMARC, by RFC 9989 and by "
                                + "RFC 7489, and whoever sends in its name is not stopped by it. Asked were "
                                + "_dmarc.example.com (no such name), _dmarc.com (no such name).",
                        "Publish a TXT record at _dmarc.example.com, to begin with \"v=DMARC1; p=none; "
                                + "rua=mailto:dmarc@example.com\".",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"
                        """),
                new Case(
                        "several-records",
                        "example.com",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject"
                        _dmarc.example.com TXT "v=DMARC1; p=none"
                        """,
                        "_dmarc.example.com",
                        "There are 2 DMARC records at _dmarc.example.com. An RFC 9989 receiver ignores all of them and"
                                + " goes on to the names above; an RFC 7489 receiver applies no DMARC. No other record"
                                + " applies to example.com, so whoever sends in its name is not stopped.",
                        "Keep one of them: \"v=DMARC1; p=reject\", or \"v=DMARC1; p=none\".",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject"
                        """),
                new Case(
                        "several-records",
                        "example.com",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject"
                        _dmarc.example.com TXT "v=DMARC1; p=reject"
                        """,
                        "_dmarc.example.com",
                        "There are 2 DMARC records at _dmarc.example.com, with the same text. An RFC 9989 receiver"
                                + " ignores all of them and goes on to the names above; an RFC 7489 receiver applies no"
                                + " DMARC. No other record applies to example.com, so whoever sends in its name is not"
                                + " stopped.",
                        "Keep one of them.",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject"
                        """),
                new Case(
                        "wrong-place",
                        "example.com",
                        """
                        example.com TXT "[v=DMARC1; p=reject]"
                        """,
                        "example.com",
                        "A DMARC record stands at example.com itself. Receivers, by RFC 9989 and by RFC 7489, "
                                + "look at _dmarc.example.com, and do not see it. No other record applies to example.com,"
                                + " so whoever sends in its name is not stopped.",
                        "Publish it at _dmarc.example.com instead.",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject"
                        """),
                new Case(
                        "stray-record",
                        "example.com",
                        """
                        example.com TXT "[v=DMARC1; p=reject]"
                        _dmarc.example.com TXT "v=DMARC1; p=none"
                        """,
                        "example.com",
                        "A DMARC record stands at example.com itself. Receivers, by RFC 9989 and by RFC 7489, "
                                + "look at _dmarc.example.com, and do not see it.",
                        "Take it out; that at _dmarc.example.com applies.",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=none"
                        """),
                new Case(
                        "wrong-place",
                        "example.com",
                        """
                        _dmarc._dmarc.example.com TXT "[v=DMARC1; p=reject]"
                        """,
                        "_dmarc._dmarc.example.com",
                        "A DMARC record stands at _dmarc._dmarc.example.com. Receivers, by RFC 9989 and by RFC "
                                + "7489, look at _dmarc.example.com, and do not see it. No other record applies to example.com,"
                                + " so whoever sends in its name is not stopped.",
                        "Publish it at _dmarc.example.com instead.",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject"
                        """),
                new Case(
                        "wrong-place",
                        "example.com",
                        """
                        dmarc.example.com TXT "[v=DMARC1; p=reject]"
                        """,
                        "dmarc.example.com",
                        "A DMARC record stands at dmarc.example.com. Receivers, by RFC 9989 and by RFC 7489, look "
                                + "at _dmarc.example.com, and do not see it. No other record applies to example.com,"
                                + " so whoever sends in its name is not stopped.",
                        "Publish it at _dmarc.example.com instead.",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject"
                        """),
                new Case(
                        "wrong-place",
                        "example.com",
                        """
                        _dmarc.example.com.example.com TXT "[v=DMARC1; p=reject]"
                        """,
                        "_dmarc.example.com.example.com",
                        "A DMARC record stands at _dmarc.example.com.example.com. Receivers, by RFC 9989 and by "
                                + "RFC 7489, look at _dmarc.example.com, and do not see it. No other record applies to example.com,"
                                + " so whoever sends in its name is not stopped.",
                        "Publish it at _dmarc.example.com instead.",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject"
                        """),
                new Case(
                        "unrelated-txt",
                        "example.com",
                        """
                        _dmarc.example.com TXT "[v=spf1 -all]"
                        _dmarc.example.com TXT "v=DMARC1; p=none"
                        """,
                        "_dmarc.example.com",
                        "\"v=spf1 -all\" at _dmarc.example.com is no DMARC record, and receivers pass it over.",
                        "Take it away from this name.",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=none"
                        """),
                new Case(
                        "no-such-domain",
                        "nowhere.example.com",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject; np=reject"
                        """,
                        "nowhere.example.com",
                        "nowhere.example.com does not exist in DNS (NXDOMAIN). For mail in its name that fails, an RFC"
                                + " 9989 receiver applies reject (np of _dmarc.example.com), and an RFC 7489 receiver"
                                + " reject (p of _dmarc.example.com).",
                        "Look for a typing error.",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject; np=reject"
                        nowhere.example.com A 192.0.2.1
                        """),
                new Case(
                        "record-from-above",
                        "a.example.com",
                        """
                        a.example.com A 192.0.2.1
                        _dmarc.example.com TXT "v=DMARC1; p=reject; sp=quarantine"
                        """,
                        "_dmarc.example.com",
                        "a.example.com has no DMARC record of its own. By that at _dmarc.example.com, an RFC 9989"
                                + " receiver applies quarantine (sp of _dmarc.example.com), and so does an RFC 7489"
                                + " receiver.",
                        "",
                        """
                        _dmarc.a.example.com TXT "v=DMARC1; p=reject"
                        """),
                new Case(
                        "record-passed-over",
                        "a.b.example.com",
                        """
                        a.b.example.com A 192.0.2.1
                        _dmarc.b.example.com TXT "v=DMARC1; p=none"
                        _dmarc.example.com TXT "v=DMARC1; p=reject"
                        """,
                        "_dmarc.b.example.com",
                        "The record at _dmarc.b.example.com is not consulted for a.b.example.com: an RFC 9989 "
                                + "receiver takes the domain's own record or else that of its organizational domain, "
                                + "example.com. An RFC 7489 receiver does not ask for it.",
                        "Publish a record at _dmarc.a.b.example.com if another policy is meant for it.",
                        """
                        _dmarc.a.b.example.com TXT "v=DMARC1; p=none"
                        _dmarc.b.example.com TXT "v=DMARC1; p=none"
                        _dmarc.example.com TXT "v=DMARC1; p=reject"
                        """),
                new Case(
                        "not-answered",
                        "example.com",
                        """
                        _dmarc.example.com TXT !SERVFAIL
                        """,
                        "_dmarc.example.com",
                        "DNS did not tell what is at _dmarc.example.com: SERVFAIL for "
                                + "_dmarc.example.com. A receiver that gets no answer either can judge no mail of the "
                                + "domain.",
                        "Ask again, and if it stays so, look at the name servers of example.com.",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject"
                        """),
                new Case(
                        "not-answered",
                        "example.com",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject"
                        _dmarc.com TXT !TIMEOUT
                        """,
                        "_dmarc.com",
                        "DNS did not tell what is at _dmarc.com: TIMEOUT: no answer for _dmarc.com. The domain has its"
                                + " own record, but a receiver that gets no answer either cannot tell which is its"
                                + " organizational domain.",
                        "Ask again, and if it stays so, look whether the DNS server that is asked answers for other names; if it"
                                + " does, look at the name servers of com.",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject"
                        """),
                new Case(
                        "undecided",
                        "example.com",
                        """
                        _dmarc.example.com TXT !FORMERR
                        """,
                        "_dmarc.example.com",
                        "DNS did not tell what is at _dmarc.example.com: FORMERR for "
                                + "_dmarc.example.com. A receiver that gets no answer either can judge no mail of the "
                                + "domain.",
                        "Mend the DNS of the domain that is named.",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject"
                        """),
                new Case(
                        "subdomain-policy-ignored",
                        "a.example.com",
                        """
                        _dmarc.a.example.com TXT "v=DMARC1; p=reject; [sp=none]"
                        _dmarc.example.com TXT "v=DMARC1; p=reject"
                        """,
                        "_dmarc.a.example.com",
                        "The tag sp has no effect at _dmarc.a.example.com: a.example.com is not an organizational"
                                + " domain, and for names below it receivers, by RFC 9989 and by RFC 7489, go by the"
                                + " record at _dmarc.example.com.",
                        "Take it out.",
                        """
                        _dmarc.a.example.com TXT "v=DMARC1; p=reject"
                        _dmarc.example.com TXT "v=DMARC1; p=reject"
                        """),
                new Case(
                        "psd-outside-suffix",
                        "example.com",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject; [psd=y]"
                        example.com MX 10 mx.example.com
                        """,
                        "_dmarc.example.com",
                        "psd=y says that example.com is a public suffix, such as com or co.uk, but it receives mail of"
                                + " its own (MX). So an RFC 9989 receiver takes each name below it for a domain of"
                                + " somebody else: mail that is authenticated for one of them is not aligned with the"
                                + " domain, or with another. An RFC 7489 receiver does not know psd.",
                        "Take it out, unless others register names below the domain.",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject"
                        example.com MX 10 mx.example.com
                        """),
                new Case(
                        "organization-above",
                        "example.uk",
                        """
                        _dmarc.example.uk TXT "v=DMARC1; p=reject"
                        _dmarc.uk TXT "v=DMARC1; p=none"
                        """,
                        "_dmarc.example.uk",
                        "The record at _dmarc.uk has no psd=y, so an RFC 9989 receiver takes uk for the organizational"
                                + " domain of example.uk: under relaxed alignment, mail that is authenticated for any"
                                + " other name below uk passes for it. An RFC 7489 receiver takes example.uk.",
                        "Add \"psd=n\".",
                        """
                        _dmarc.example.uk TXT "v=DMARC1; p=reject; psd=n"
                        _dmarc.uk TXT "v=DMARC1; p=none"
                        """),
                new Case(
                        "organization-above",
                        "a.example.uk",
                        """
                        a.example.uk A 192.0.2.1
                        _dmarc.uk TXT "v=DMARC1; p=none"
                        """,
                        "_dmarc.a.example.uk",
                        "The record at _dmarc.uk has no psd=y, so an RFC 9989 receiver takes uk for the "
                                + "organizational domain of a.example.uk: under relaxed alignment, mail that is "
                                + "authenticated for any other name below uk passes for it. An RFC 7489 receiver takes "
                                + "example.uk.",
                        "Publish a record with psd=n at _dmarc.example.uk.",
                        """
                        a.example.uk A 192.0.2.1
                        _dmarc.example.uk TXT "v=DMARC1; p=reject; psd=n"
                        _dmarc.uk TXT "v=DMARC1; p=none"
                        """),
                new Case(
                        "report-not-authorized",
                        "example.com",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject; rua=[mailto:r@host.example]"
                        host.example MX 10 mx.host.example
                        """,
                        "_dmarc.example.com",
                        "No report goes to mailto:r@host.example. There is no consent of host.example at"
                                + " example.com._report._dmarc.host.example. By RFC 9990 and by RFC 7489 a reporter sends"
                                + " nothing to those who have not agreed to it.",
                        "Have the owner of the destination publish: example.com._report._dmarc.host.example TXT "
                                + "\"v=DMARC1\". Name an address of example.com instead if they do not.",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject; rua=mailto:r@host.example"
                        host.example MX 10 mx.host.example
                        example.com._report._dmarc.host.example TXT "v=DMARC1"
                        """),
                new Case(
                        "report-not-authorized",
                        "example.com",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject; rua=[mailto:r@host.example]"
                        host.example MX 10 mx.host.example
                        example.com._report._dmarc.host.example TXT "v=DMARC1; rua=mailto:r@other.example"
                        """,
                        "_dmarc.example.com",
                        "No report goes to mailto:r@host.example. The consent of host.example sends reports on to"
                                + " another host. By RFC 9990 and by RFC 7489 a reporter sends nothing to those who have"
                                + " not agreed to it.",
                        "Name an address of example.com instead.",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject; rua=mailto:r@example.com"
                        example.com MX 10 mx.example.com
                        """),
                new Case(
                        "report-host-without-mx",
                        "example.com",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject; rua=[mailto:r@example.com]"
                        example.com A 192.0.2.1
                        """,
                        "_dmarc.example.com",
                        "Reports to mailto:r@example.com may not arrive: example.com has no MX record, so they "
                                + "are sent to its own address.",
                        "Publish an MX record for example.com, or name an address that receives mail.",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject; rua=mailto:r@example.com"
                        example.com MX 10 mx.example.com
                        """),
                new Case(
                        "report-host-without-mx",
                        "example.com",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject; rua=[mailto:r@example.com]"
                        example.com MX 0 .
                        """,
                        "_dmarc.example.com",
                        "Reports to mailto:r@example.com do not arrive: example.com accepts no mail, as its MX "
                                + "record says (null MX).",
                        "Publish an MX record for example.com, or name an address that receives mail.",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject; rua=mailto:r@example.com"
                        example.com MX 10 mx.example.com
                        """),
                new Case(
                        "report-host-without-mx",
                        "example.com",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject; rua=[mailto:r@d.example.com]"
                        """,
                        "_dmarc.example.com",
                        "Reports to mailto:r@d.example.com do not arrive: d.example.com does not exist in DNS "
                                + "(NXDOMAIN).",
                        "Publish an MX record for d.example.com, or name an address that receives mail.",
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=reject; rua=mailto:r@d.example.com"
                        d.example.com MX 10 mx.example.com
                        """));
    }

    @DisplayName("What is wrong with what DNS has for a domain, and what to publish instead")
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void zones(Case each) {
        DomainName domain = DomainName.of(each.domain);
        List<Finding> all =
                DmarcLint.using(FakeDns.zone(each.zone())).check(domain).findings();

        Finding finding = only(all, "dmarc-" + each.code);

        assertThat(finding.message()).isEqualTo(each.message);
        assertThat(NamedEffect.missing(finding, Map.of())).isEmpty();
        assertThat(finding.remedy()).isEqualTo(each.remedy);
        assertThat(finding.name()).contains(DomainName.of(each.at));
        assertThat(finding.position()
                        .map(at -> at.text().substring(at.offset(), at.offset() + at.length()))
                        .orElse(null))
                .isEqualTo(each.place());
        assertThat(all)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(Comparator.comparing(Finding::severity).reversed());
        assertThat(DmarcLint.using(FakeDns.zone(each.mended)).check(domain).findings())
                .extracting(Finding::code)
                .doesNotContain(finding.code());
    }

    @ParameterizedTest
    @DisplayName("More URIs than are looked at: ten of each tag; the place is that of the value")
    @ValueSource(strings = {"rua", "ruf"})
    void tooManyUris(String tag) {
        String start =
                "v=DMARC1; p=reject; rua=mailto:a@b.example; ".replace("rua=", tag.equals("rua") ? "ruf=" : "rua=");
        String value = "mailto:a@b.example,".repeat(10) + "mailto:a@b.example";
        String text = start + tag + "=" + value + "; adkim=s";
        Finding finding = only(DmarcLint.of(text), "dmarc-too-many-uris");
        assertThat(finding.message())
                .isEqualTo("The " + tag
                        + " tag has more than 10 URIs. Reporters may send to fewer, an RFC 7489 receiver has to"
                        + " send to two, and the others are not looked at here.");
        assertThat(finding.remedy()).isEqualTo("Name fewer of them.");
        assertThat(finding.position()).contains(new Position(text, start.length() + 4, value.length()));
        assertThat(NamedEffect.missing(finding, Map.of())).isEmpty();
        assertThat(DmarcLint.of(text.replace(value, value.substring(0, value.lastIndexOf(',')))))
                .extracting(Finding::code)
                .doesNotContain(finding.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"A !SERVFAIL", "AAAA !TIMEOUT"})
    @DisplayName("That reports do not arrive is not said where an address could not be looked up")
    void hostWithUnknownAddress(String failure) {
        String zone = """
            _dmarc.example.com TXT "v=DMARC1; p=reject; rua=mailto:r@host.example"
            example.com._report._dmarc.host.example TXT "v=DMARC1"
            host.example TXT "x"
            """;
        DomainName domain = DomainName.of("example.com");
        assertThat(DmarcLint.using(FakeDns.zone(zone + "host.example " + failure))
                        .check(domain)
                        .findings())
                .extracting(Finding::code)
                .doesNotContain("dmarc-report-host-without-mx");
        assertThat(only(DmarcLint.using(FakeDns.zone(zone)).check(domain).findings(), "dmarc-report-host-without-mx")
                        .message())
                .contains("neither an MX record nor an address");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("Slips between tags and between URIs: the code, what is advised, and that it helps")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        v=DMARC1; p=reject; rua=mailto:a@b.example;mailto:c@d.example      | malformed-tag | v=DMARC1; p=reject; rua=mailto:a@b.example,mailto:c@d.example
        v=DMARC1; p=reject; rua=mailto:a@b.example; v=DMARC1               | duplicate-tag | v=DMARC1; p=reject; rua=mailto:a@b.example;
        v=DMARC1; p:reject; rua=mailto:a@b.example                         | policy-assumed | v=DMARC1; p=reject; rua=mailto:a@b.example
        v=DMARC1; pq=reject; rua=mailto:a@b.example                        | policy-assumed | v=DMARC1; p=reject; rua=mailto:a@b.example
        v=DMARC1; policy=reject; rua=mailto:a@b.example                    | policy-assumed | v=DMARC1; p=reject; rua=mailto:a@b.example
        v=DMARC1; p=reject; rua=mailto:a@b.example; pct=101                | bad-value     | v=DMARC1; p=reject; rua=mailto:a@b.example;
        v=DMARC1; p=reject; rua=mailto:a@b.example; foo=bar                | unknown-tag   | v=DMARC1; p=reject; rua=mailto:a@b.example;
        v=DMARC1; p=reject; rua=mailto:a@b.example;c@d.example             | malformed-tag | v=DMARC1; p=reject; rua=mailto:a@b.example,mailto:c@d.example
        v=DMARC1; p=reject; rua=mailto;a@b.example                         | malformed-tag | v=DMARC1; p=reject; rua=mailto:a@b.example
        v=DMARC1; p=reject; rua=mailto:a@b.example; ruf=mailto:a@b.example; fo=1;d | malformed-tag | v=DMARC1; p=reject; rua=mailto:a@b.example; ruf=mailto:a@b.example; fo=1:d
        v=DMARC1; p=reject; rua=mailto:a@b.example mailto:c@d.example      | bad-uri       | v=DMARC1; p=reject; rua=mailto:a@b.example,mailto:c@d.example
        v=DMARC1; p=reject; rua=mailto://a@b.example                       | bad-uri       | v=DMARC1; p=reject; rua=mailto:a@b.example
        v=DMARC1; p=reject; rua=mailto:a@b.example.                        | bad-uri       | v=DMARC1; p=reject; rua=mailto:a@b.example
        v=DMARC1; p=reject; rua=mailto:a@b.example\\                      | bad-uri       | v=DMARC1; p=reject; rua=mailto:a@b.example
        v=DMARC1; p=reject; rua=mailto:a@b.example!foo                     | bad-uri       | v=DMARC1; p=reject; rua=mailto:a@b.example
        v=DMARC1; p=reject; rua=mailto:a@b.example,                        | bad-uri       | v=DMARC1; p=reject; rua=mailto:a@b.example
        v=DMARC1; p=reject; rua=maito:a@b.example                          | no-mail-uri   | v=DMARC1; p=reject; rua=mailto:a@b.example
        v=DMARC1; p=reject; rua=http://b.example/                          | no-mail-uri   | v=DMARC1; p=reject; rua=http://b.example/,mailto:dmarc@example.com
        """)
    void slips(String text, String code, String right) {
        Finding finding = DmarcLint.of(text).stream()
                .filter(each -> each.code().equals("dmarc-" + code))
                .findFirst()
                .orElseThrow(() -> new AssertionError(DmarcLint.of(text).toString()));
        assertThat(finding.message()).matches("[ -~]+\\.");
        assertThat(LintRemedy.apply(text, finding).stripTrailing()).isEqualTo(right);
        assertThat(DmarcLint.of(right)).extracting(Finding::code).doesNotContain("dmarc-" + code);
    }

    @Test
    @DisplayName(
            "One fault is told once: a slip of p, a bad pct, the backslashes of a zone file; sp at a public suffix is"
                    + " for it")
    void once() {
        assertThat(DmarcLint.of("v=DMARC1; p:reject; rua=mailto:a@b.example"))
                .extracting(Finding::remedy)
                .containsOnly("Write \"p=reject\".");
        assertThat(DmarcLint.of("v=DMARC1; p=reject; rua=mailto:a@b.example; pct=100%"))
                .extracting(Finding::code)
                .containsExactly("dmarc-bad-value");
        assertThat(DmarcLint.of("v=DMARC1\\; p=reject\\; rua=mailto:a@b.example"))
                .singleElement()
                .extracting(Finding::remedy)
                .isEqualTo("Publish \"v=DMARC1; p=reject; rua=mailto:a@b.example\".");
        assertThat(DmarcLint.of("v=DMARC1; p=reject; sp=none; np=reject; psd=y; rua=mailto:a@b.example"))
                .extracting(Finding::code)
                .containsExactly("dmarc-psd-outside-suffix");
    }

    @Test
    @DisplayName("Without a suffix list, what RFC 7489 receivers do is known for names of two labels alone")
    void withoutList() {
        FakeDns dns = FakeDns.zone("""
                _dmarc.mail.b.example TXT "v=DMARC1; p=reject; rua=mailto:a@mail.b.example"
                _dmarc.b.example TXT "v=DMARC1; p=reject; rua=mailto:a@b.example"
                _dmarc.x.y.example TXT "v=DMARC1; p=none"
                """);
        assertThat(DmarcLint.using(dns).check(DomainName.of("x.y.example")).differences())
                .containsExactly(
                        "An RFC 7489 receiver does the same if its Public Suffix List, too, has x.y.example as the"
                                + " organizational domain.");
        assertThat(DmarcLint.using(dns).check(DomainName.of("mail.b.example")).differences())
                .isEmpty();
        assertThat(DmarcLint.of("v=DMARC1; p=none; sp=reject; rua=mailto:a@b.example"))
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.message()).endsWith("and does not protect the domain itself."));
    }

    @Test
    @DisplayName("A CNAME to a name without a record is what has to go")
    void alias() {
        FakeDns dns = FakeDns.zone("b.example A 192.0.2.1\n_dmarc.b.example CNAME gone.example.net");
        assertThat(DmarcLint.using(dns)
                        .check(DomainName.of("b.example"))
                        .findings()
                        .get(0)
                        .remedy())
                .contains("_dmarc.b.example is a CNAME to gone.example.net, which has no DMARC record: take the CNAME"
                        + " out");
    }

    @Test
    @DisplayName("A no-break space in front of a tag, and a line end where a semicolon has to be")
    void oddBlanks() {
        assertThat(DmarcLint.of("v=DMARC1;\u00c2\u00a0p=reject; rua=mailto:a@b.example"))
                .filteredOn(finding -> finding.code().equals("dmarc-malformed-tag"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy()).isEqualTo("Write \"p=reject\"."));
        assertThat(DmarcLint.of("v=DMARC1; p=reject\nrua=mailto:a@b.example"))
                .extracting(Finding::code)
                .containsExactly("dmarc-missing-semicolon");
    }

    @ParameterizedTest
    @DisplayName("RFC 9989 §4.8: of what is no record, its fault is told and not what its policy would do")
    @ValueSource(
            strings = {
                "v:DMARC1; p=none; rua=mailto:a@b.example",
                " v=DMARC1; p=none; rua=mailto:a@b.example",
                "v=DMARC1; p=none; p=none; rua=mailto:a@b.example",
                "v=dmarc1; p=none"
            })
    void noPolicyOfWhatIsNoRecord(String text) {
        assertThat(DmarcLint.of(text))
                .isNotEmpty()
                .extracting(Finding::code)
                .doesNotContain("dmarc-policy-none", "dmarc-no-effect");
    }

    @Test
    @DisplayName("Every kind of finding has a case, each finding is of a kind, and kinds are told in full")
    void everyKindIsTried() {
        List<FindingCode> kinds = DmarcLint.codes();
        Set<String> tried = new HashSet<>(Set.of("dmarc-too-many-uris"));
        for (Case each : cases()) {
            tried.add("dmarc-" + each.code);
        }
        for (String row : TEXTS.lines().toList()) {
            String[] cells = row.split("[|]", 3);
            tried.add("dmarc-" + cells[1].strip());
            for (Finding finding :
                    DmarcLint.of(cells[0].strip().replace("[", "").replace("]", ""))) {
                assertThat(kinds)
                        .filteredOn(kind -> kind.code().equals(finding.code()))
                        .singleElement()
                        .satisfies(kind -> assertThat(kind.severity()).isEqualTo(finding.severity()))
                        .satisfies(kind -> assertThat(kind.section()).isEqualTo(finding.section()));
            }
        }
        assertThat(kinds)
                .extracting(FindingCode::code)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(tried);
        assertThat(kinds).allSatisfy(kind -> {
            assertThat(kind.meaning()).matches("[A-Z][ -~]+\\.");
            assertThat(kind.section()).matches("RFC \\d+ \u00a7[\\d.]+");
        });
    }

    @Test
    @DisplayName("A near miss is looked at as if mended: all faults at once, each in its place")
    void allFaultsAtOnce() {
        String text = "v:DMARC1;p=reject;pct=100;rua=mailto:support@example.com:fo=1;adkim=s;aspf=s;";
        List<String> told = new ArrayList<>();
        for (Finding finding : DmarcLint.of(text)) {
            Position place = finding.position().orElseThrow();
            told.add(finding.code() + " " + text.substring(place.offset(), place.offset() + place.length()));
        }
        assertThat(told)
                .containsExactly(
                        "dmarc-not-a-record :",
                        "dmarc-missing-semicolon rua=mailto:support@example.com:fo=1",
                        "dmarc-historic-tag pct=100",
                        "dmarc-fo-without-ruf fo=1");

        String mended = text;
        for (List<Finding> left = DmarcLint.of(mended); !left.isEmpty(); left = DmarcLint.of(mended)) {
            mended = LintRemedy.apply(mended, left.get(0));
        }
        assertThat(mended).isEqualTo("v=DMARC1; p=reject;rua=mailto:support@example.com; adkim=s;aspf=s;");
    }

    @Test
    @DisplayName("A record for watching: nothing is an error, and what each tag does is told")
    void monitoring() {
        List<Finding> findings = DmarcLint.of("v=DMARC1; p=none; rua=mailto:dmarc@example.com;"
                + " ruf=mailto:dmarcfail@example.com; sp=none; pct=100");
        assertThat(findings).extracting(Finding::code).containsExactly("dmarc-historic-tag", "dmarc-policy-none");
        assertThat(findings).extracting(Finding::severity).containsOnly(Severity.INFO);
    }

    @Test
    @DisplayName("The domain of a record is in the advice, where it is known")
    void ownDomain() {
        assertThat(DmarcLint.of("v=DMARC1; p=reject", DomainName.of("example.net")))
                .extracting(Finding::remedy)
                .containsExactly("Add \"rua=mailto:dmarc@example.net\", with an address that is read.");
    }

    /** Measured in octets allocated, which no other program on the machine changes. */
    @ParameterizedTest
    @DisplayName("hostile, found by fuzzing: a tag of equals signs by the thousand costs no copy of it for each")
    @ValueSource(strings = {"=", "x=", " =", "p=", "none="})
    void manyEqualsSigns(String repeated) {
        long some = allocated("v=DMARC1; p=none; sp=" + repeated.repeat(4000 / repeated.length()));
        long twice = allocated("v=DMARC1; p=none; sp=" + repeated.repeat(8000 / repeated.length()));
        assertThat(twice).isLessThan(3 * some);
    }

    private static long allocated(String record) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        DmarcLint.of(record);
        long before = threads.getCurrentThreadAllocatedBytes();
        DmarcLint.of(record);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
