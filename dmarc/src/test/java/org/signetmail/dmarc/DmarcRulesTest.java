package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.DomainName;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.dns.RecordCache;
import org.signetmail.testkit.FakeDns;

/** The rules of DMARC by their names; the short forms are explained at {@link Checks}. */
class DmarcRulesTest {

    @DisplayName("Author domain: RFC 9989 §4.2, §4.4, §5.3.1")
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', emptyValue = "", textBlock = """
            A1 one domain         | example.com p=reject   | a@example.com                  | dkim=example.com  | pass @example.com org=example.com p=reject
            A1 U-label            | xn--bcher-kva.example p=reject | a@bücher.example       | dkim=xn--bcher-kva.example | pass @xn--bcher-kva.example org=xn--bcher-kva.example p=reject
            A2 two domains        | example.com p=none     | a@example.com, b@other.example | dkim=example.com  | permerror SEVERAL_AUTHOR_DOMAINS
            A3 no author          | example.com p=reject   | <a@example.com> b              | dkim=example.com  | permerror NO_AUTHOR_DOMAIN
            A4 one domain twice   | example.com p=reject   | a@example.com, b@Example.COM   | dkim=example.com  | pass @example.com org=example.com p=reject
            A5 empty group        | example.com p=reject   | g:;                            | dkim=example.com  | none NO_AUTHOR_DOMAIN
            A5 group with members | example.com p=reject   | g: a@example.com;              | dkim=example.com  | pass @example.com org=example.com p=reject
            A6 literal            | example.com p=reject   | a@[192.0.2.1]                  | dkim=example.com  | permerror NO_AUTHOR_DOMAIN
            A6 user@example.net>  | example.net p=reject   | user@example.net>              | dkim=example.net  | permerror NO_AUTHOR_DOMAIN
            A6 single label       | localhost p=reject     | a@localhost                    | dkim=localhost    | pass @localhost org=localhost p=reject
            A8 case, final dot    | example.com p=reject   | a@EXAMPLE.com.                 | dkim=example.com. | pass @example.com org=example.com p=reject
            A8 invalid IDNA       | example.com p=reject   | a@exam\u200bple.com            | dkim=example.com  | permerror NO_AUTHOR_DOMAIN
            """)
    void author(String rule, String zone, String from, String identifiers, String expected) {
        assertThat(Checks.show(evaluate(Checks.zone(zone), from, identifiers))).isEqualTo(expected);
    }

    @DisplayName("Tree walk: RFC 9989 §4.10, one row for each number of labels")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            W1 1 label    | com                              | com
            W1 2 labels   | example.com                      | example.com com
            W1 3 labels   | a.example.com                    | a.example.com example.com com
            W1 7 labels   | a.b.c.d.e.example.com            | a.b.c.d.e.example.com b.c.d.e.example.com c.d.e.example.com d.e.example.com e.example.com example.com com
            W1 8 labels   | a.b.c.d.e.f.example.com          | a.b.c.d.e.f.example.com b.c.d.e.f.example.com c.d.e.f.example.com d.e.f.example.com e.f.example.com f.example.com example.com com
            W1 9 labels   | a.b.c.d.e.f.g.example.com        | a.b.c.d.e.f.g.example.com c.d.e.f.g.example.com d.e.f.g.example.com e.f.g.example.com f.g.example.com g.example.com example.com com
            W1 10 labels  | a.b.c.d.e.f.g.h.example.com      | a.b.c.d.e.f.g.h.example.com d.e.f.g.h.example.com e.f.g.h.example.com f.g.h.example.com g.h.example.com h.example.com example.com com
            W1 12 labels  | a.b.c.d.e.f.g.h.i.j.example.com  | a.b.c.d.e.f.g.h.i.j.example.com f.g.h.i.j.example.com g.h.i.j.example.com h.i.j.example.com i.j.example.com j.example.com example.com com
            W1 the RFC's  | a.b.c.d.e.f.g.h.i.j.mail.example.com | a.b.c.d.e.f.g.h.i.j.mail.example.com g.h.i.j.mail.example.com h.i.j.mail.example.com i.j.mail.example.com j.mail.example.com mail.example.com example.com com
            """)
    void walk(String rule, String author, String names) {
        FakeDns dns = FakeDns.zone("");
        evaluate(dns, "a@" + author, "dkim=" + author);
        assertThat(Checks.queries(dns).replace("_dmarc.", "")).isEqualTo(names);
    }

    @Test
    @DisplayName("W1 a name too long for _dmarc in front is skipped, the walk goes on")
    void longestName() {
        String longest = IntStream.range(0, 120).mapToObj(i -> "a").collect(Collectors.joining(".")) + ".example.com";
        FakeDns dns = Checks.zone("example.com p=reject");
        assertThat(Checks.show(evaluate(dns, "a@" + longest, "")))
                .isEqualTo("fail @example.com org=example.com p=reject");
        assertThat(dns.queries()).hasSize(7);
    }

    @DisplayName("Which records count and which apply: RFC 9989 §4.10, §4.10.1, §4.10.2, §4.7")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            R1 strings are joined             | :_dmarc.example.com TXT "v=DMA" "RC1; p=rej" "ect" | example.com     | fail @example.com org=example.com p=reject
            R1 each TXT is one candidate      | :_dmarc.example.com TXT "v=DMARC1; p=none" # :_dmarc.example.com TXT "; sp=reject" | example.com | fail @example.com org=example.com p=none
            W2 several records, walk goes on  | a.example.com p=none # a.example.com p=none # example.com p=reject | a.example.com | fail @example.com org=example.com p=reject
            W2 others do not count            | :_dmarc.a.example.com TXT "x" # a.example.com p=none # example.com p=reject | a.example.com | fail @a.example.com org=example.com p=none
            W2 psd=n stops                    | a.example.com p=none; psd=n # example.com p=reject | b.a.example.com | fail @a.example.com org=a.example.com p=none
            W2 psd=y stops                    | example.com p=none; psd=y # com p=reject; psd=n    | a.example.com   | fail @example.com org=a.example.com p=none
            W3 psd=u does not stop            | a.example.com p=none; psd=u # example.com p=reject | b.a.example.com | fail @example.com org=example.com p=reject
            W3 on to the TLD                  | example.com p=none # com p=reject                  | a.example.com   | fail @com org=com p=reject
            W5 the author is the start        | bank p=none; psd=y # foo.bank p=reject             | foo.bank        | fail @foo.bank org=foo.bank p=reject
            W5 without a record of its own    | bank p=reject; psd=y                               | foo.bank        | fail @bank org=foo.bank p=reject
            W8 psd=n hidden by the jump       | b.c.d.e.f.g.example.com p=none; psd=n # example.com p=reject | mail.a.b.c.d.e.f.g.example.com | fail @example.com org=example.com p=reject
            1.3 a CNAME is followed           | :_dmarc.example.com CNAME x.dmarc.example # :x.dmarc.example TXT "v=DMARC1; p=reject" | example.com | fail @example.com org=example.com p=reject
            1.3 a wildcard answers            | :*.example.com TXT "v=DMARC1; p=reject"            | a.example.com   | fail @a.example.com org=example.com p=reject
            P1 the author's own               | a.example.com p=none # example.com p=reject        | a.example.com   | fail @a.example.com org=example.com p=none
            P1 whatever its psd               | example.com p=quarantine; psd=y # com p=reject     | example.com     | fail @example.com org=example.com p=quarantine
            P2 the organizational domain's    | example.com p=reject                               | b.a.example.com | fail @example.com org=example.com p=reject
            P3 the public suffix's            | com p=reject; psd=y                                | b.a.example.com | fail @com org=example.com p=reject
            P4 none at all                    | other.com p=reject                                 | a.example.com   | none NO_RECORD
            P5 an intermediate one is not it  | a.example.com p=none # example.com p=reject        | b.a.example.com | fail @example.com org=example.com p=reject
            P5 nor when the org has none      | a.b.com p=none # com p=reject; psd=y               | x.a.b.com       | fail @com org=b.com p=reject
            P6 no p, but rua                  | example.com rua=mailto:a@example.com               | example.com     | fail @example.com org=example.com p=none
            P6 no p, but a URI of any scheme  | example.com rua=https://example.com/r              | example.com     | fail @example.com org=example.com p=none
            P6 no p, no rua                   | example.com adkim=s                                | example.com     | none @example.com NO_POLICY
            P6 no p, bad rua                  | example.com rua=a@example.com                      | example.com     | none @example.com NO_POLICY
            P6 bad p, rua                     | example.com p=rej; rua=mailto:a@example.com        | example.com     | fail @example.com org=example.com p=none
            P6 bad p, no rua                  | example.com p=rej                                  | example.com     | none @example.com NO_POLICY
            P6 bad sp, rua: p is none too     | example.com p=reject; sp=x; np=reject; rua=mailto:a@example.com | a.example.com | fail @example.com org=example.com p=none
            P6 bad np, no rua                 | example.com p=reject; np=x                         | example.com     | none @example.com NO_POLICY
            P6 empty sp, no rua               | example.com p=reject; sp=                          | example.com     | none @example.com NO_POLICY
            P6 no fall-back to the parent     | a.example.com p=x # example.com p=reject           | a.example.com   | none @a.example.com NO_POLICY
            P7 the org's record silences the PSD's | example.com p=none # com p=reject; psd=y; rua=mailto:a@com | a.example.com | fail @example.com org=example.com p=none
            P8 record at the author: p        | example.com p=none; sp=reject; np=reject           | example.com     | fail @example.com org=example.com p=none
            P8 below, exists: sp              | example.com p=none; sp=reject; np=quarantine # :a.example.com A 192.0.2.1 | a.example.com | fail @example.com org=example.com sp=reject
            P8 below, no sp: p                | example.com p=reject; np=none # :a.example.com A 192.0.2.1 | a.example.com | fail @example.com org=example.com p=reject
            P8 not there: np                  | example.com p=none; sp=none; np=reject             | a.example.com   | fail @example.com org=example.com np=reject
            P8 not there, no np: sp           | example.com p=none; sp=reject                      | a.example.com   | fail @example.com org=example.com sp=reject
            P8 not there, no np, no sp: p     | example.com p=reject                               | a.example.com   | fail @example.com org=example.com p=reject
            P8 below a PSD: sp                | com p=none; sp=reject; psd=y                       | example.com     | fail @com org=example.com sp=reject
            P8 the PSD itself: p              | com p=none; sp=reject; psd=y                       | com             | fail @com org=com p=none
            P9 sp at the author is ignored    | a.example.com p=none; sp=reject # example.com p=reject | a.example.com | fail @a.example.com org=example.com p=none
            np NODATA exists                  | example.com p=none; sp=none; np=reject # :a.example.com MX 1 mx.example | a.example.com | fail @example.com org=example.com sp=none
            np empty non-terminal exists      | example.com p=none; np=reject # :x.a.example.com A 192.0.2.1 | a.example.com | fail @example.com org=example.com p=none
            np error: exists                  | example.com p=none; np=reject # :a.example.com A !SERVFAIL | a.example.com | fail @example.com org=example.com p=none
            O1 psd=n is the org               | a.example.com p=reject; psd=n # example.com p=none | a.example.com   | fail @a.example.com org=a.example.com p=reject
            O2 one label below psd=y          | b.com p=reject; psd=y                              | x.a.b.com       | fail @b.com org=a.b.com p=reject
            O2 a name that was never asked    | d.e.f.g.h.i.gov p=reject; psd=y                    | x.y.z.d.e.f.g.h.i.gov | fail @d.e.f.g.h.i.gov org=z.d.e.f.g.h.i.gov p=reject
            O2 psd=y at the start does not push down | com p=reject; psd=y                        | com             | fail @com org=com p=reject
            O3 fewest labels                  | a.example.com p=none # b.a.example.com p=reject    | b.a.example.com | fail @b.a.example.com org=a.example.com p=reject
            O2 above a name without records   | com p=reject; psd=y                                | a.mail.example.com | fail @com org=example.com p=reject
            T1 reject becomes quarantine      | example.com p=reject; t=y                          | example.com     | fail @example.com org=example.com p=reject>quarantine
            T1 quarantine becomes none        | example.com p=quarantine; t=y                      | example.com     | fail @example.com org=example.com p=quarantine>none
            T1 none stays                     | example.com p=none; t=y                            | example.com     | fail @example.com org=example.com p=none
            T1 after sp                       | example.com p=none; sp=reject; t=y                 | a.example.com   | fail @example.com org=example.com sp=reject>quarantine
            T1 after np                       | example.com p=none; np=quarantine; t=y             | a.example.com   | fail @example.com org=example.com np=quarantine>none
            T2 p=none asks for nothing        | example.com p=none                                 | example.com     | fail @example.com org=example.com p=none
            T5 pct is not used                | example.com p=reject; pct=0                        | example.com     | fail @example.com org=example.com p=reject
            """)
    void policy(String rule, String zone, String author, String expected) {
        DmarcOutcome outcome = evaluate(Checks.zone(zone), "a@" + author, "");
        assertThat(Checks.show(outcome)).isEqualTo(expected);
        // T3: the disposition is what is asked for this message, and there is one only for a fail.
        Disposition asked = outcome.policy().orElse(Disposition.NONE);
        assertThat(outcome.disposition()).isEqualTo(outcome.result() == DmarcResult.FAIL ? asked : Disposition.NONE);
    }

    @DisplayName("Identifiers and results: RFC 9989 §4.4, §4.10.2, §5.3.5, §5.3.6")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            1.6 relaxed: same org               | example.com p=reject                   | a.example.com | dkim=b.example.com        | pass ALIGNED
            1.6 relaxed: the org itself         | example.com p=reject                   | a.example.com | spf=example.com           | pass ALIGNED
            1.6 relaxed: another org            | example.com p=reject                   | example.com   | dkim=example.net          | fail OTHER_ORGANIZATION
            1.6 relaxed: no string suffix       | example.com p=reject                   | example.com   | dkim=badexample.com       | fail OTHER_ORGANIZATION
            1.6 strict: the same name           | example.com p=reject; adkim=s; aspf=s  | example.com   | dkim=example.com          | pass ALIGNED
            1.6 strict: a name below            | example.com p=reject; adkim=s          | example.com   | dkim=a.example.com        | fail NOT_IDENTICAL
            1.6 adkim is not for SPF            | example.com p=reject; adkim=s          | example.com   | spf=a.example.com         | pass ALIGNED
            1.6 aspf is not for DKIM            | example.com p=reject; aspf=s           | example.com   | spf=a.example.com dkim=a.example.com | pass NOT_IDENTICAL ALIGNED
            1.6 modes of the policy record      | a.example.com p=none; adkim=s # example.com p=none | a.example.com | dkim=example.com | fail NOT_IDENTICAL
            1.6 one of many signatures          | example.com p=reject                   | example.com   | dkim=x.example dkim=example.com:fail dkim=example.com | pass OTHER_ORGANIZATION NOT_AUTHENTICATED ALIGNED
            1.6 policy is no pass               | example.com p=reject                   | example.com   | dkim=example.com:policy   | fail NOT_AUTHENTICATED
            1.6 results other than pass         | example.com p=reject                   | example.com   | spf=example.com:softfail dkim=example.com:neutral | fail NOT_AUTHENTICATED NOT_AUTHENTICATED
            1.6 psd=n splits an organization    | example.com p=reject # a.example.com p=none; psd=n | example.com | dkim=a.example.com | fail OTHER_ORGANIZATION
            1.6 psd=n, the other way            | example.com p=reject # a.example.com p=none; psd=n | a.example.com | dkim=example.com | fail OTHER_ORGANIZATION
            1.6 psd=y parts siblings            | com p=none; psd=y                      | a.com         | dkim=b.com                | fail OTHER_ORGANIZATION
            1.6 no record, no alignment         | ''                                     | a.example.com | dkim=a.example.com        | none
            libopendmarc #70: fail d=author, pass d=other | example.com p=reject         | example.com   | dkim=example.com:fail dkim=evil.example | fail NOT_AUTHENTICATED OTHER_ORGANIZATION
            1.8 error at the author             | example.com !SERVFAIL                  | example.com   | dkim=example.com          | temperror
            1.8 timeout at the author           | example.com !TIMEOUT                   | example.com   | dkim=example.com          | temperror
            1.8 lasting error at the author     | example.com !FORMERR                   | example.com   | dkim=example.com          | permerror
            1.8 error above, no own record      | example.com p=reject # com !SERVFAIL   | a.example.com | dkim=a.example.com        | temperror
            1.8 error above, own record, same   | example.com p=reject # com !SERVFAIL   | example.com   | dkim=example.com          | pass ALIGNED
            1.8 error above, own record, below  | example.com p=reject # com !SERVFAIL   | example.com   | dkim=a.example.com        | temperror TEMPORARILY_UNKNOWN
            1.8 error above, strict             | example.com p=reject; adkim=s # com !SERVFAIL | example.com | dkim=a.example.com     | fail NOT_IDENTICAL
            1.8 error above, stranger           | a.example.com p=reject # example.com !SERVFAIL | a.example.com | dkim=evil.com       | fail OTHER_ORGANIZATION
            1.8 error in an identifier's walk   | example.com p=reject # a.example.com !SERVFAIL | example.com | dkim=a.example.com    | temperror TEMPORARILY_UNKNOWN
            1.8 lasting error in one            | example.com p=reject # a.example.com !FORMERR  | example.com | dkim=a.example.com    | permerror PERMANENTLY_UNKNOWN
            1.8 a pass all the same             | example.com p=reject # a.example.com !SERVFAIL | example.com | dkim=a.example.com spf=example.com | pass TEMPORARILY_UNKNOWN ALIGNED
            1.8 temperror of SPF itself         | example.com p=reject                   | example.com   | spf=example.com:temperror | temperror TEMPORARILY_UNKNOWN
            1.8 temperror of DKIM below         | example.com p=reject                   | example.com   | dkim=a.example.com:temperror | temperror TEMPORARILY_UNKNOWN
            1.8 temperror and a pass            | example.com p=reject                   | example.com   | spf=example.com:temperror dkim=example.com | pass TEMPORARILY_UNKNOWN ALIGNED
            1.8 a stranger's temperror          | example.com p=reject                   | example.com   | dkim=evil.example:temperror | fail NOT_AUTHENTICATED
            1.8 temperror below, strict         | example.com p=reject; adkim=s          | example.com   | dkim=a.example.com:temperror | fail NOT_AUTHENTICATED
            1.8 temperror of another org below  | example.com p=reject # a.example.com p=none; psd=n | example.com | dkim=a.example.com:temperror | fail NOT_AUTHENTICATED
            1.8 the same, and a pass            | example.com p=reject # a.example.com p=none; psd=n | example.com | dkim=a.example.com:temperror dkim=example.com | pass TEMPORARILY_UNKNOWN ALIGNED
            1.8 temperror whose org is unknown  | example.com p=reject # a.example.com !SERVFAIL | example.com | dkim=a.example.com:temperror | temperror TEMPORARILY_UNKNOWN
            1.8 temperror, lasting error of org | example.com p=reject # a.example.com !FORMERR | example.com | dkim=a.example.com:temperror | temperror TEMPORARILY_UNKNOWN
            1.8 error above, stranger, psd=n    | example.com p=reject # com !SERVFAIL # evil.com p=none; psd=n | example.com | dkim=evil.com | fail OTHER_ORGANIZATION
            1.8 error above, below it, psd=n    | example.com p=reject # com !SERVFAIL # evil.com p=none; psd=n | example.com | dkim=a.evil.com | fail OTHER_ORGANIZATION
            1.8 error above, its temperror      | example.com p=reject # com !SERVFAIL # evil.com p=none; psd=n | example.com | dkim=evil.com:temperror | fail NOT_AUTHENTICATED
            1.8 error above, stranger, unknown  | example.com p=reject # com !SERVFAIL | example.com | dkim=evil.com | temperror TEMPORARILY_UNKNOWN
            1.8 error above, a stranger's lasting one | example.com p=reject # com !SERVFAIL # evil.com !FORMERR | example.com | dkim=evil.com | temperror TEMPORARILY_UNKNOWN
            1.8 lasting error below a suffix    | example.com p=reject; psd=y # a.example.com !FORMERR | example.com | dkim=a.example.com | fail OTHER_ORGANIZATION
            1.8 error below a suffix            | example.com p=reject; psd=y # a.example.com !SERVFAIL | example.com | dkim=a.example.com | fail OTHER_ORGANIZATION
            1.8 temperror below a suffix        | example.com p=reject; psd=y # a.example.com !FORMERR | example.com | dkim=a.example.com:temperror | fail NOT_AUTHENTICATED
            1.8 a loop of CNAMEs at the author  | :_dmarc.example.com CNAME _dmarc.example.com | example.com | dkim=example.com | temperror
            1.8 permerror of SPF                | example.com p=reject                   | example.com   | spf=example.com:permerror | fail NOT_AUTHENTICATED
            1.8 p=none fails too                | example.com p=none                     | example.com   | ''                        | fail
            """)
    void identifiers(String rule, String zone, String author, String identifiers, String expected) {
        DmarcOutcome outcome = evaluate(Checks.zone(zone), "a@" + author, identifiers);
        assertThat((outcome.result().keyword() + " " + Checks.verdicts(outcome)).strip())
                .isEqualTo(expected);
    }

    @DisplayName("Which identifiers cost DNS: RFC 9989 §4.10.2")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            no walk: the author domain itself| example.com p=none          | dkim=example.com              | _dmarc.example.com _dmarc.com
            no walk: strict                 | example.com p=none; adkim=s | dkim=a.example.com            | _dmarc.example.com _dmarc.com
            no walk: no policy              | other.example p=none        | dkim=a.example.com            | _dmarc.example.com _dmarc.com
            W6 a name is asked once         | example.com p=none          | dkim=a.example.com spf=a.example.com dkim=b.a.example.com | _dmarc.example.com _dmarc.com _dmarc.a.example.com _dmarc.b.a.example.com
            W7 only what passed             | example.com p=none          | dkim=a.example.com:fail       | _dmarc.example.com _dmarc.com
            W7 a temperror: could it count  | example.com p=none          | dkim=a.example.com:temperror  | _dmarc.example.com _dmarc.com _dmarc.a.example.com
            W7 a temperror beside a pass    | example.com p=none          | dkim=a.example.com:temperror dkim=example.com | _dmarc.example.com _dmarc.com
            W7 a stranger's temperror       | example.com p=none          | dkim=evil.example:temperror   | _dmarc.example.com _dmarc.com
            strangers cost nothing          | example.com p=none          | dkim=evil.example dkim=a.com  | _dmarc.example.com _dmarc.com
            np of the author asks nothing   | example.com p=none; np=none | dkim=evil.example             | _dmarc.example.com _dmarc.com
            """)
    void queries(String rule, String zone, String identifiers, String expected) {
        FakeDns dns = Checks.zone(zone);
        evaluate(dns, "a@example.com", identifiers);
        assertThat(Checks.queries(dns)).isEqualTo(expected);
    }

    @Test
    @DisplayName("O4 without any record a name is its own organizational domain (RFC 9989 §4.10.2)")
    void noRecords() {
        TreeWalkDiscovery discovery = new TreeWalkDiscovery(DnsLookups.join(FakeDns.zone("")), new RecordCache<>());
        DomainName name = DomainName.of("a.example.com");
        assertThat(discovery.organizationOf(name).domain()).isEqualTo(name);
    }

    @Test
    @DisplayName("np costs one query, and only below the record")
    void existenceQuery() {
        FakeDns dns = Checks.zone("example.com p=none; np=reject");
        evaluate(dns, "a@x.example.com", "");
        assertThat(Checks.queries(dns)).isEqualTo("_dmarc.x.example.com _dmarc.example.com _dmarc.com x.example.com/A");
    }

    @Test
    @DisplayName("W7 the number of identifiers that cost a walk is capped, and the verdict says so")
    void walksAreCapped() {
        String many = IntStream.range(0, 12)
                .mapToObj(i -> "dkim=" + (char) ('a' + i) + ".example.com")
                .collect(Collectors.joining(" "));
        String records = IntStream.range(0, 12)
                .mapToObj(i -> (char) ('a' + i) + ".example.com p=none; psd=n #")
                .collect(Collectors.joining());
        DmarcOutcome outcome = evaluate(Checks.zone(records + "example.com p=reject"), "a@example.com", many);
        assertThat(Checks.verdicts(outcome)).isEqualTo("OTHER_ORGANIZATION ".repeat(10) + "OVER_LIMIT OVER_LIMIT");
        assertThat(outcome.result()).isEqualTo(DmarcResult.PERMERROR);
        assertThat(outcome.problem()).contains(DmarcProblem.ALIGNMENT_OVER_LIMIT);
        assertThat(outcome.disposition()).isEqualTo(Disposition.NONE);
    }

    @DisplayName("W7 the verdict does not depend on the order of the signatures: the nearest to the author come first")
    @ParameterizedTest(name = "{0}, at most {1}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
            a.example.com   | 1 | example.com p=reject                       | x.com y.com example.com              | pass
            a.example.com   | 2 | example.com p=reject                       | b.x.example.com c.x.example.com example.com | pass
            example.com     | 2 | example.com p=reject # a.example.com p=none; psd=n # b.example.com p=none; psd=n | a.example.com b.example.com c.example.com | permerror
            example.com     | 3 | example.com p=reject # a.example.com p=none; psd=n # b.example.com p=none; psd=n | a.example.com b.example.com c.example.com | pass
            """)
    void orderDoesNotCount(String author, int walks, String zone, String domains, String expected) {
        List<DmarcIdentifier> identifiers =
                new ArrayList<>(Checks.identifiers("dkim=" + domains.replace(" ", " dkim=")));
        DmarcEvaluator evaluator = DmarcEvaluator.using(Checks.zone(zone))
                .withOptions(DmarcOptions.DEFAULT.withLimits(DmarcLimits.DEFAULT.withWalks(walks)));
        for (int i = 0; i < identifiers.size(); i++) {
            Collections.rotate(identifiers, 1);
            DmarcOutcome outcome = evaluator.evaluate(Checks.from("a@" + author), identifiers);
            assertThat(outcome.result().keyword()).isEqualTo(expected);
            assertThat(outcome.alignments())
                    .extracting(DmarcAlignment::identifier)
                    .isEqualTo(identifiers);
        }
    }

    @DisplayName(
            "W7 over the limit are those that have least in common with the author domain, then the longest, then by name")
    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            x.b.example.com | c.b.example.com d.example.com a.example.com     | ALIGNED OVER_LIMIT OVER_LIMIT
            x.b.example.com | d.example.com c.b.example.com                   | OVER_LIMIT ALIGNED
            x.example.com   | b.c.example.com d.example.com                   | OVER_LIMIT ALIGNED
            x.example.com   | d.example.com b.c.example.com a.c.example.com   | ALIGNED OVER_LIMIT OVER_LIMIT
            x.example.com   | d.example.com c.example.com                     | OVER_LIMIT ALIGNED
            x.b.example.com | a.example.com y.x.b.example.com                 | OVER_LIMIT ALIGNED
            """)
    void nearestFirst(String author, String domains, String verdicts) {
        DmarcOutcome outcome = DmarcEvaluator.using(Checks.zone("example.com p=reject"))
                .withOptions(DmarcOptions.DEFAULT.withLimits(DmarcLimits.DEFAULT.withWalks(1)))
                .evaluate(Checks.from("a@" + author), Checks.identifiers("dkim=" + domains.replace(" ", " dkim=")));
        assertThat(Checks.verdicts(outcome)).isEqualTo(verdicts);
    }

    @DisplayName("RFC 9989 §11.5: with several author domains allowed, the strictest outcome counts")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            A2 the strictest fail    | a.example p=quarantine # b.example p=reject | ''                             | fail @b.example org=b.example p=reject
            A2 one fails             | a.example p=quarantine # b.example p=reject | dkim=b.example                 | fail @a.example org=a.example p=quarantine
            A2 both pass             | a.example p=quarantine # b.example p=reject | dkim=a.example dkim=b.example  | pass @a.example org=a.example p=quarantine
            A2 one without a policy  | a.example p=reject                          | dkim=a.example                 | none NO_RECORD
            A2 an error and a fail   | a.example p=reject # b.example !SERVFAIL    | ''                             | fail @a.example org=a.example p=reject
            A2 an error, nothing asked | a.example p=none # b.example !SERVFAIL   | ''                             | temperror POLICY_UNKNOWN
            A2 a stricter error      | a.example p=quarantine # b.example p=reject | spf=b.example:temperror        | temperror @b.example org=b.example p=reject ALIGNMENT_UNKNOWN
            A2 a milder error        | a.example p=quarantine # b.example p=reject | spf=a.example:temperror        | fail @b.example org=b.example p=reject
            A2 a lasting error hides no fail | a.example p=quarantine # b.example p=reject # m.b.example !FORMERR | dkim=m.b.example | fail @a.example org=a.example p=quarantine
            A2 nor an unknown policy | a.example !SERVFAIL # b.example p=reject # m.b.example !FORMERR | dkim=m.b.example | temperror POLICY_UNKNOWN
            A2 a milder fail, neither | a.example !SERVFAIL # b.example p=quarantine | '' | temperror POLICY_UNKNOWN
            A2 two lasting errors    | a.example p=none # m.a.example !FORMERR # b.example p=reject # m.b.example !FORMERR | dkim=m.a.example dkim=m.b.example | permerror @b.example org=b.example p=reject ALIGNMENT_UNKNOWN
            A2 an error and a pass   | a.example p=reject # b.example !SERVFAIL    | dkim=a.example                 | temperror POLICY_UNKNOWN
            """)
    void severalAuthors(String rule, String zone, String identifiers, String expected) {
        DmarcEvaluator evaluator = DmarcEvaluator.using(Checks.zone(zone))
                .withOptions(DmarcOptions.DEFAULT.withLimits(DmarcLimits.DEFAULT.withAuthorDomains(2)));
        AuthorDomain author = Checks.from("x@a.example, y@b.example");
        assertThat(Checks.show(evaluator.evaluate(author, Checks.identifiers(identifiers))))
                .isEqualTo(expected);
    }

    @Test
    @DisplayName("RFC 9989 §11.5: an error that lasts hides behind no pass")
    void lastingError() {
        DmarcEvaluator evaluator = DmarcEvaluator.using(Checks.zone("a.example p=reject # b.example !FORMERR"))
                .withOptions(DmarcOptions.DEFAULT.withLimits(DmarcLimits.DEFAULT.withAuthorDomains(2)));
        for (String author : List.of("x@a.example, y@b.example", "y@b.example, x@a.example")) {
            assertThat(Checks.show(evaluator.evaluate(Checks.from(author), Checks.identifiers("dkim=a.example"))))
                    .isEqualTo("permerror POLICY_UNKNOWN");
        }
    }

    @Test
    @DisplayName("What was not looked for was not looked for by the method that is set")
    void methodOfNothing() {
        DmarcEvaluator evaluator = DmarcEvaluator.using(Checks.zone(""));
        assertThat(evaluator.evaluate(Checks.from("nobody"), List.of()).discovery())
                .isEqualTo(DiscoveryMethod.TREEWALK);
        assertThat(evaluator
                        .withOptions(DmarcOptions.DEFAULT.withPublicSuffixList(PublicSuffixListTest.list(), () -> 0))
                        .evaluate(Checks.from("nobody"), List.of())
                        .discovery())
                .isEqualTo(DiscoveryMethod.PSL);
    }

    @Test
    @DisplayName("Without a record that is all that is said")
    void noRecord() {
        assertThat(evaluate(Checks.zone(""), "a@example.com", "").reason())
                .isEqualTo("No DMARC record applies to example.com.");
    }

    // Zone, author, identifiers, how many walks, the verdicts, what is said of the first.
    @DisplayName("RFC 9989 §4.10.2: what could not be looked up, and what comes after too many")
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            example.com p=reject | example.com | dkim=a.example.com:temperror dkim=b.example.com:temperror | 1 | TEMPORARILY_UNKNOWN OVER_LIMIT | could not be checked just now.
            example.com p=reject | example.com | dkim=a.example.com dkim=b.example.com | 1 | ALIGNED OVER_LIMIT | has the organizational domain example.com, as the author domain.
            x.a.example.com p=reject # a.example.com !SERVFAIL # example.com p=none; psd=n | x.a.example.com | dkim=y.example.com | 9 | TEMPORARILY_UNKNOWN | has an organizational domain that DNS did not tell: SERVFAIL for _dmarc.a.example.com.
            x.a.b.example.com p=reject # a.b.example.com !SERVFAIL # b.example.com p=none; psd=n | x.a.b.example.com | dkim=y.b.example.com | 9 | TEMPORARILY_UNKNOWN | has an organizational domain that DNS did not tell: SERVFAIL for _dmarc.a.b.example.com.
            """)
    void unknownOrganizations(
            String zone, String author, String identifiers, int walks, String verdicts, String reason) {
        DmarcOutcome outcome = DmarcEvaluator.using(Checks.zone(zone))
                .withOptions(DmarcOptions.DEFAULT.withLimits(DmarcLimits.DEFAULT.withWalks(walks)))
                .evaluate(Checks.from("a@" + author), Checks.identifiers(identifiers));
        assertThat(Checks.verdicts(outcome)).isEqualTo(verdicts);
        assertThat(outcome.alignments().get(0).reason()).endsWith(".example.com " + reason);
    }

    @Test
    @DisplayName("RFC 9989 §11.5: the verdict says whose it is")
    void authorOfTheVerdict() {
        DmarcEvaluator evaluator = DmarcEvaluator.using(Checks.zone("a.example p=quarantine # b.example p=reject"))
                .withOptions(DmarcOptions.DEFAULT.withLimits(DmarcLimits.DEFAULT.withAuthorDomains(2)));
        DmarcOutcome outcome = evaluator.evaluate(Checks.from("x@a.example, y@b.example"), List.of());
        assertThat(outcome.authorDomain()).contains(DomainName.of("b.example"));
        assertThat(evaluate(Checks.zone(""), "x@a.example, y@b.example", "").authorDomain())
                .isEmpty();
    }

    @Test
    @DisplayName("P6 an assumed policy is told")
    void assumedPolicy() {
        DmarcOutcome outcome = evaluate(Checks.zone("example.com sp=x; rua=mailto:a@example.com"), "a@example.com", "");
        assertThat(outcome.findings())
                .contains(DmarcCode.POLICY_ASSUMED.finding(
                        "The record at _dmarc.example.com has no valid p and sp, so it counts as p=none."));
        assertThat(evaluate(Checks.zone("example.com p=none"), "a@example.com", "")
                        .findings())
                .isEmpty();
    }

    @Test
    @DisplayName("RFC 9989 §11.5: the number of author domains is capped")
    void authorDomainsAreCapped() {
        FakeDns dns = Checks.zone("a.example p=none");
        DmarcEvaluator evaluator = DmarcEvaluator.using(dns)
                .withOptions(DmarcOptions.DEFAULT.withLimits(DmarcLimits.DEFAULT.withAuthorDomains(2)));
        DmarcOutcome outcome = evaluator.evaluate(Checks.from("x@a.example, y@b.example, z@c.example"), List.of());
        assertThat(outcome.problem()).contains(DmarcProblem.SEVERAL_AUTHOR_DOMAINS);
        assertThat(dns.queries()).isEmpty();
    }

    @DisplayName("What is wrong with a record that is none is told")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            v:DMARC1; p=reject    | NOT_A_RECORD    | At _dmarc.example.com: "v:DMARC1; p=reject" is not a DMARC record, because there is ":" instead of "=" behind its v.
            v=dmarc1; p=reject    | NOT_A_RECORD    | At _dmarc.example.com: "v=dmarc1; p=reject" is not a DMARC record, because its version is not "DMARC1" in upper case.
            v=DMARC1 p=reject     | NOT_A_RECORD    | At _dmarc.example.com: "v=DMARC1 p=reject" is not a DMARC record, because there is no semicolon right behind "DMARC1".
            v=DMARC2; p=reject    | NOT_A_RECORD    | At _dmarc.example.com: "v=DMARC2; p=reject" is not a DMARC record, because its version is not "DMARC1".
            p=reject; v=DMARC1    | NOT_A_RECORD    | At _dmarc.example.com: "p=reject; v=DMARC1" is not a DMARC record, because it does not begin with "v=DMARC1".
            v=DMARC1; p=a; p=b    | DUPLICATE_TAG   | At _dmarc.example.com: The tag p is there twice, so the whole record is ignored.
            """)
    void nearMisses(String record, DmarcCode code, String message) {
        DmarcOutcome outcome = evaluate(Checks.zone(":_dmarc.example.com TXT \"" + record + '"'), "a@example.com", "");
        assertThat(outcome.result()).isEqualTo(DmarcResult.NONE);
        assertThat(outcome.problem()).contains(DmarcProblem.NO_RECORD);
        assertThat(outcome.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.message()).isEqualTo(message);
            assertThat(code.is(finding)).isTrue();
        });
        assertThat(outcome.reason()).isEqualTo("No DMARC record applies to example.com. " + message);
    }

    @Test
    @DisplayName("W2 several records: none, and it is told")
    void severalRecords() {
        DmarcOutcome outcome = evaluate(Checks.zone("example.com p=reject # example.com p=none"), "a@example.com", "");
        assertThat(outcome.result()).isEqualTo(DmarcResult.NONE);
        assertThat(outcome.reason())
                .isEqualTo("No DMARC record applies to example.com."
                        + " There are 2 DMARC records at _dmarc.example.com, so all of them are ignored.");
    }

    @Test
    @DisplayName("Hostile octets in a record stay out of the sentences")
    void hostileRecord() {
        DmarcOutcome outcome = evaluate(
                Checks.zone(":_dmarc.example.com TXT \"v:DMARC1\\013\\010X: \\195\\169\\000\""), "a@example.com", "");
        assertThat(outcome.reason()).matches("[ -~]+").contains("\"v:DMARC1\\013\\010X: \\195\\169\\000\"");
    }

    @Test
    void evidenceIsTold() {
        DmarcOutcome outcome = evaluate(
                Checks.zone("example.com p=reject"), "a@mail.example.com", "spf=bounce.example.com dkim=esp.example");
        assertThat(outcome.reason())
                .isEqualTo("The SPF domain bounce.example.com has the organizational domain example.com, as the author"
                        + " domain.");
        assertThat(outcome.alignments().get(0).organizationalDomain()).contains(DomainName.of("example.com"));
        assertThat(outcome.alignments().get(0).mode()).isEqualTo(AlignmentMode.RELAXED);
        assertThat(outcome.alignments().get(1).reason())
                .isEqualTo("The DKIM domain esp.example is not within example.com.");
    }

    private static DmarcOutcome evaluate(FakeDns dns, String from, String identifiers) {
        return DmarcEvaluator.using(dns).evaluate(Checks.from(from), Checks.identifiers(identifiers));
    }
}
