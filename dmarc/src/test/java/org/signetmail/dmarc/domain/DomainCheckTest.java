package org.signetmail.dmarc.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.core.Position;
import org.signetmail.core.RecordType;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKeys;
import org.signetmail.testkit.internal.NamedEffect;

/** What a check of a whole domain says beyond the protocols, and that it stays within its bound of questions. */
class DomainCheckTest {

    private static final DomainName DOMAIN = DomainName.of("example.com");

    private static final String KEY =
            "\ns1._domainkey.example.com TXT \"" + TestKeys.rsa2048().txt()
                    + "\"\n_dmarc.example.com TXT \"v=DMARC1; p=reject; rua=mailto:d@example.com\"\n";

    private static final String MX =
            "example.com MX 10 mx.example.com~mx.example.com A 8.8.4.4" + "~4.4.8.8.in-addr.arpa PTR mx.example.com~";

    private static final String PTR = "8.8.8.8.in-addr.arpa PTR w1.example.org~8.8.8.8.in-addr.arpa PTR w2.example.org~"
            + "8.8.8.8.in-addr.arpa PTR w3.example.org~8.8.8.8.in-addr.arpa PTR w4.example.org~";

    // Code, zone (~ for a line end, {MX} for a mail host in order), a part of the sentence, of the remedy, and the zone
    // with it, and what is marked of a record.
    private static final String ROWS = """
        domain-lookup-failed | example.com MX !SERVFAIL~ | could not be looked up: SERVFAIL | Ask again | {MX} |
        mx-none | x.example.com TXT "x"~example.com TXT "x" | neither an MX record nor an address | null MX: 0 and a dot | {MX} |
        domain-lookup-failed | example.com TXT "x"~example.com A !SERVFAIL | could not be looked up: SERVFAIL | Ask again | {MX} |
        domain-lookup-failed | example.com TXT "x"~example.com AAAA !TIMEOUT | could not be looked up | Ask again | {MX} |
        mx-implicit | example.com A 8.8.8.8 | no MX record, so its mail goes to its own address | Publish an MX record | {MX} |
        mx-null | example.com MX 0 . | null MX: it takes no mail | `` | {MX} |
        mx-null-beside-others | {MX}example.com MX 0 . | a null MX beside other MX records. | Take out the null MX | {MX} |
        mx-null | example.com MX 0 .~example.com MX 10 . | null MX: it takes no mail | `` | {MX} |
        mx-null-and-sends | example.com A 8.8.8.8~example.com MX 0 .~example.com TXT "v=spf1 ip4:8.8.8.8 -all" | lets hosts send in its name. | Publish v=spf1 -all | example.com MX 0 .~example.com TXT "v=spf1 -all" |
        mx-null-and-sends | example.com A 8.8.8.8~example.com MX 0 .~example.com TXT "v=spf1 exists:%{i}.example.org -all" | may let hosts send in its name: exists:%{i}.example.org of example.com depends on | Publish v=spf1 -all | example.com MX 0 .~example.com TXT "v=spf1 -all" |
        mx-cname | example.com MX 1 a.example.com~a.example.com CNAME b.example.com~b.example.com A 8.8.8.8 | a CNAME to b.example.com | Name the host at the end of the CNAME | example.com MX 1 b.example.com~b.example.com A 8.8.8.8 |
        mx-address | example.com MX 1 192.0.2.1 | holds the address 192.0.2.1 | Give the address a name | {MX} |
        mx-missing | example.com MX 1 a.example.com | names a.example.com, which does not exist. | Publish the address of the host | {MX} |
        mx-missing | example.com MX 1 mail | names mail, which does not exist. | Publish the address of the host | {MX} |
        mx-missing | example.com MX 1 192.0.2.01 | names 192.0.2.01, which does not exist. | Publish the address of the host | {MX} |
        mx-missing | example.com MX 1 a.example.com~a.example.com CNAME b.example.com | names a.example.com, a CNAME to b.example.com, which does not exist. | Publish the address of the host | {MX} |
        mx-takeover | example.com MX 1 a.example.com~a.example.com CNAME mx.gone.example | a CNAME to mx.gone.example, which does not exist, as gone.example does not: who registers that | Take the MX record out now | {MX} |
        mx-takeover | example.com MX 1 gone.example | which does not exist: who registers it gets the mail. | Take the MX record out now | {MX} |
        mx-takeover | example.com MX 1 mx.gone.example | as gone.example does not: who registers that gets the mail | Take the MX record out now | {MX} |
        mx-no-address | example.com MX 1 a.example.com~a.example.com TXT "x" | neither an A nor an AAAA record | Publish an A or AAAA record | {MX} |
        mx-private-address | example.com MX 1 a.example.com~a.example.com A 10.0.0.1 | the address 10.0.0.1, which is in a private network (RFC 1918) and not on the Internet. | Publish the public address | {MX} |
        mx-private-address | example.com MX 1 a.example.com~a.example.com A 100.64.0.1 | translation (RFC 6598) and not on the Internet. | Publish the public address | {MX} |
        mx-private-address | example.com MX 1 a.example.com~a.example.com A 169.254.0.1 | a link-local network (RFC 3927) | Publish the public address | {MX} |
        mx-twice | {MX}example.com MX 20 mx.example.com | names mx.example.com in several MX records | Leave one of them | {MX} |
        mx-ptr-missing | example.com MX 1 a.example.com~a.example.com A 8.8.8.8 | 8.8.8.8 of a.example.com has no PTR record | publish a PTR record | example.com MX 1 a.example.com~a.example.com A 8.8.8.8~8.8.8.8.in-addr.arpa PTR a.example.com |
        mx-ptr-unconfirmed | example.com MX 1 a.example.com~a.example.com A 8.8.8.8~8.8.8.8.in-addr.arpa PTR x.example.org | has the name x.example.org, which does not lead back to it. | Let the PTR record hold the name of the host | example.com MX 1 a.example.com~a.example.com A 8.8.8.8~8.8.8.8.in-addr.arpa PTR a.example.com |
        mx-ptr-unconfirmed | example.com MX 1 a.example.com~a.example.com A 8.8.8.8~8.8.8.8.in-addr.arpa PTR x.example.org~8.8.8.8.in-addr.arpa PTR y.example.org | the names x.example.org, y.example.org, none of which leads back to it. | Let the PTR record hold the name of the host | example.com MX 1 a.example.com~a.example.com A 8.8.8.8~8.8.8.8.in-addr.arpa PTR a.example.com |
        mx-ptr-unconfirmed | example.com MX 1 a.example.com~a.example.com A 8.8.8.8~{PTR} | has 4 names, of which the first 3 (w1.example.org, w2.example.org, w3.example.org) do not lead back to it. | Let the PTR record hold the name of the host | example.com MX 1 a.example.com~a.example.com A 8.8.8.8~8.8.8.8.in-addr.arpa PTR a.example.com |
        parked-dmarc | example.com MX 0 .~example.com TXT "v=spf1 -all"~_dmarc.example.com TXT "v=DMARC1; p=none" | sends no mail, and DMARC does not ask | Publish v=DMARC1; p=reject at _dmarc.example.com. | example.com MX 0 .~example.com TXT "v=spf1 -all"~_dmarc.example.com TXT "v=DMARC1; p=reject" |
        parked-mx | example.com A 8.8.8.8~example.com TXT "v=spf1 -all" | is tried at its own address | null MX: 0 and a dot | example.com A 8.8.8.8~example.com AAAA 2001:4860:4860::8888~example.com MX 0 .~example.com TXT "v=spf1 -all" |
        parked-mx | example.com AAAA 2001:4860:4860::8888~example.com TXT "v=spf1 -all" | is tried at its own address | null MX: 0 and a dot | example.com A 8.8.8.8~example.com AAAA 2001:4860:4860::8888~example.com MX 0 .~example.com TXT "v=spf1 -all" |
        parked-dmarc | example.com MX 0 .~example.com TXT "v=spf1 -ip4:8.8.8.8 -all" | sends no mail, and DMARC does not ask | Publish v=DMARC1; p=reject at _dmarc.example.com. | example.com MX 0 .~example.com TXT "v=spf1 -all"~_dmarc.example.com TXT "v=DMARC1; p=reject" |
        parked-key | {KEY}example.com MX 0 .~example.com TXT "v=spf1 -all" | publishes a key at s1._domainkey.example.com | Publish v=DKIM1; p= at that name | example.com MX 0 .~example.com TXT "v=spf1 -all"~s1._domainkey.example.com TXT "v=DKIM1; p=" |
        mta-sts-missing | {MX} | no record at _mta-sts.example.com | v=STSv1; id=1; | {MX}_mta-sts.example.com TXT "v=STSv1; id=1;" |
        mta-sts-not-a-record | {MX}_mta-sts.example.com TXT "v=STSv2; id=1" | has to begin with v=STSv1; exactly | Begin the record with v=STSv1; | {MX}_mta-sts.example.com TXT "v=STSv1; id=1" | v=STSv2
        mta-sts-several | {MX}_mta-sts.example.com TXT "v=STSv1; id=1"~_mta-sts.example.com TXT "v=STSv1; id=2" | 2 records | Leave one record | {MX}_mta-sts.example.com TXT "v=STSv1; id=2" |
        mta-sts-id | {MX}_mta-sts.example.com TXT "v=STSv1; id=2026-01" | has id=2026-01 | 1 to 32 letters and digits | {MX}_mta-sts.example.com TXT "v=STSv1; id=202601" | id=2026-01
        mta-sts-syntax | {MX}_mta-sts.example.com TXT "v=STSv1; id=1; x" | no equals sign | or take it out | {MX}_mta-sts.example.com TXT "v=STSv1; id=1" | x
        mta-sts-syntax | {MX}_mta-sts.example.com TXT "v=STSv1; id=1; id=2" | has id= twice | or take it out | {MX}_mta-sts.example.com TXT "v=STSv1; id=1" | id=2
        mta-sts-syntax | {MX}_mta-sts.example.com TXT "v=STSv1; id; id=1" | has id, which is no field | or take it out | {MX}_mta-sts.example.com TXT "v=STSv1; id=1" | id
        tls-rpt-missing | {MX} | no record at _smtp._tls.example.com | v=TLSRPTv1; rua=mailto:address | {MX}_smtp._tls.example.com TXT "v=TLSRPTv1; rua=mailto:a@b.c" |
        tls-rpt-not-a-record | {MX}_smtp._tls.example.com TXT "v=TLSRPT1; rua=mailto:a@b.c" | has to begin with v=TLSRPTv1; exactly | Begin the record with v=TLSRPTv1; | {MX}_smtp._tls.example.com TXT "v=TLSRPTv1; rua=mailto:a@b.c" | v=TLSRPT1
        tls-rpt-several | {MX}_smtp._tls.example.com TXT "v=TLSRPTv1; rua=mailto:a@b.c"~_smtp._tls.example.com TXT "v=TLSRPTv1; rua=mailto:b@b.c" | 2 records | Leave one record | {MX}_smtp._tls.example.com TXT "v=TLSRPTv1; rua=mailto:a@b.c,mailto:b@b.c" |
        tls-rpt-rua | {MX}_smtp._tls.example.com TXT "v=TLSRPTv1; rua=a@b.c" | a@b.c where a mailto: or https: URI is wanted | Write rua=mailto:address | {MX}_smtp._tls.example.com TXT "v=TLSRPTv1; rua=mailto:a@b.c" | a@b.c
        tls-rpt-unknown-field | {MX}_smtp._tls.example.com TXT "v=TLSRPTv1; rua=mailto:a@b.c; ruf=x" | has ruf=, which nobody knows | Look for a typing error | {MX}_smtp._tls.example.com TXT "v=TLSRPTv1; rua=mailto:a@b.c" | ruf=x
        bimi-not-a-record | default._bimi.example.com TXT "v=BIMI2; l=" | has to begin with v=BIMI1; exactly | Begin the record with v=BIMI1; | default._bimi.example.com TXT "v=BIMI1; l=" | v=BIMI2
        bimi-several | default._bimi.example.com TXT "v=BIMI1; l="~default._bimi.example.com TXT "v=BIMI1; l=https://a/b.svg" | 2 records | Leave one record | default._bimi.example.com TXT "v=BIMI1; l=https://a/b.svg" |
        bimi-logo | default._bimi.example.com TXT "v=BIMI1; l=http://a.b/c.svg" | l=http://a.b/c.svg, which is no https URI | Write l=https://host/logo.svg | default._bimi.example.com TXT "v=BIMI1; l=https://a.b/c.svg" | l=http://a.b/c.svg
        mx-takeover | example.com MX 1 mail.gone.co.uk~co.uk TXT "x" | as gone.co.uk does not: who registers that gets the mail. | Take the MX record out now | {MX} |
        mx-missing | example.com MX 1 mail.lan | names mail.lan, which does not exist. | Publish the address of the host | {MX} |
        mx-private-address | example.com MX 1 a.example.com~a.example.com AAAA fd00::1 | fd00::1, which is in a private (unique local) network | Publish the public address | {MX} |
        mta-sts-unknown-field | {MX}_mta-sts.example.com TXT "v=STSv1; id=1; foo=bar" | has foo=, which nobody knows | Look for a typing error | {MX}_mta-sts.example.com TXT "v=STSv1; id=1" | foo=bar
        mta-sts-syntax | {MX}_mta-sts.example.com TXT "v=STSv1 ; id=1" | a blank in front of its first semicolon | Take the blank out. | {MX}_mta-sts.example.com TXT "v=STSv1; id=1" | ` `
        tls-rpt-syntax | {MX}_smtp._tls.example.com TXT "v=TLSRPTv1; rua=mailto:a@b.c;mailto:b@b.c" | has mailto:b@b.c, which is no field | Put a comma in place of the semicolon | {MX}_smtp._tls.example.com TXT "v=TLSRPTv1; rua=mailto:a@b.c,mailto:b@b.c" | mailto:b@b.c
        bimi-logo | default._bimi.example.com TXT "v=BIMI1; l=https://a.b/c.png" | which is no SVG file | Write l=https://host/logo.svg | default._bimi.example.com TXT "v=BIMI1; l=https://a.b/c.svg" | l=https://a.b/c.png
        bimi-certificate | default._bimi.example.com TXT "v=BIMI1; l=https://a.b/c.svg" | no certificate of it | its https URI in a= | default._bimi.example.com TXT "v=BIMI1; l=https://a.b/c.svg; a=https://a.b/c.pem" |
        bimi-evidence | default._bimi.example.com TXT "v=BIMI1; l=https://a.b/c.svg; a=x" | a=x, which is no https URI | Write a=https://host/certificate.pem | default._bimi.example.com TXT "v=BIMI1; l=https://a.b/c.svg; a=https://a.b/c.pem" | a=x
        bimi-syntax | default._bimi.example.com TXT "v=BIMI1; l=; zz=1" | has zz=, which nobody knows | or take it out | default._bimi.example.com TXT "v=BIMI1; l=" | zz=1
        profile-spf | {MX} | refuses bulk mail (550-5.7.27) without SPF | names your sending hosts | {MX}example.com TXT "v=spf1 mx -all" |
        profile-dkim | {MX} | (550-5.7.30) without DKIM, and no key of example.com was found | selector._domainkey | {MX}{KEY} |
        profile-dkim | {MX}s1._domainkey.example.com TXT "v=DKIM1; p=" | no key of example.com that can be used was found | selector._domainkey | {MX}{KEY} |
        profile-dmarc | {MX} | (550-5.7.40) without DMARC | Publish v=DMARC1; p=none; | {MX}_dmarc.example.com TXT "v=DMARC1; p=none; rua=mailto:a@example.com" |
        profile-not-in-dns | {MX} | one-click unsubscription | Look at these | `` |
        domain-missing | example.com CNAME gone.example | The domain example.com is a CNAME to gone.example, which does not exist: no mail reaches it, and it has no record of its own. | register and delegate | {MX} |
        domain-missing | x.example A 192.0.2.1 | does not exist: no mail reaches it, and it has no record of its own. | register and delegate | {MX} |
        bimi-policy | {MX}_dmarc.example.com TXT "v=DMARC1; p=none; rua=mailto:d@example.com"~default._bimi.example.com TXT "v=BIMI1; l=https://a.b/c.svg; a=https://a.b/c.pem" | The record at _dmarc.example.com has p=none, with which | Write p=quarantine or p=reject | {MX}_dmarc.example.com TXT "v=DMARC1; p=reject; rua=mailto:d@example.com"~default._bimi.example.com TXT "v=BIMI1; l=https://a.b/c.svg; a=https://a.b/c.pem" |
        bimi-policy | {MX}_dmarc.example.com TXT "v=DMARC1; p=reject; sp=none; rua=mailto:d@example.com"~default._bimi.example.com TXT "v=BIMI1; l=https://a.b/c.svg; a=https://a.b/c.pem" | has sp=none | Take sp=none out | {MX}_dmarc.example.com TXT "v=DMARC1; p=reject; rua=mailto:d@example.com"~default._bimi.example.com TXT "v=BIMI1; l=https://a.b/c.svg; a=https://a.b/c.pem" |
        bimi-policy | {MX}_dmarc.example.com TXT "v=DMARC1; p=reject; t=y; rua=mailto:d@example.com"~default._bimi.example.com TXT "v=BIMI1; l=https://a.b/c.svg; a=https://a.b/c.pem" | has t=y | Take t=y out | {MX}_dmarc.example.com TXT "v=DMARC1; p=reject; rua=mailto:d@example.com"~default._bimi.example.com TXT "v=BIMI1; l=https://a.b/c.svg; a=https://a.b/c.pem" |
        bimi-policy | {MX}_dmarc.example.com TXT "v=DMARC1; p=quarantine; pct=50; rua=mailto:d@example.com"~default._bimi.example.com TXT "v=BIMI1; l=https://a.b/c.svg; a=https://a.b/c.pem" | has pct=50 | Take pct out | {MX}_dmarc.example.com TXT "v=DMARC1; p=reject; rua=mailto:d@example.com"~default._bimi.example.com TXT "v=BIMI1; l=https://a.b/c.svg; a=https://a.b/c.pem" |
        bimi-policy | {MX}default._bimi.example.com TXT "v=BIMI1; l=https://a.b/c.svg" | no DMARC record applies to it | Publish v=DMARC1; p=quarantine; | {MX}_dmarc.example.com TXT "v=DMARC1; p=quarantine; rua=mailto:d@example.com"~default._bimi.example.com TXT "v=BIMI1; l=https://a.b/c.svg; a=https://a.b/c.pem" |
        parked-keys-open | example.com MX 0 .~example.com TXT "v=spf1 -all"~_dmarc.example.com TXT "v=DMARC1; p=reject"~ | no record at *._domainkey.example.com | Publish v=DKIM1; p= as TXT at *._domainkey.example.com. | example.com MX 0 .~example.com TXT "v=spf1 -all"~_dmarc.example.com TXT "v=DMARC1; p=reject"~*._domainkey.example.com TXT "v=DKIM1; p=" |
        parked-spf | example.com A 8.8.8.8~example.com MX 0 .~example.com TXT "v=spf1 {SOFT}all" | takes no mail and lets no host pass SPF | Publish v=spf1 -all | example.com MX 0 .~example.com TXT "v=spf1 -all"~_dmarc.example.com TXT "v=DMARC1; p=reject"~ |
        mx-private-address | example.com MX 1 a.example.com~a.example.com A 8.8.8.8~a.example.com A 100.64.0.1~8.8.8.8.in-addr.arpa PTR a.example.com | 100.64.0.1, which is in a network behind carriers | Publish the public address | {MX} |
        mx-private-address | example.com MX 1 a.example.com~a.example.com A 8.8.8.8~a.example.com AAAA fe80::1~example.com TXT "v=spf1 mx -all" | fe80::1, which is in a link-local network | Publish the public address | {MX} |
        profile-dkim-unknown | {MX}other._domainkey.example.com TXT "x" | whether example.com has a key is not known | Name the selector | {MX}{KEY} |
        domain-lookup-failed | example.com MX 1 a.example.com~a.example.com CNAME b.example.com~b.example.com CNAME a.example.com | The mail host a.example.com could not be looked up: CNAME loop | Mend the CNAME records that lead from a.example.com on. | {MX} |
        domain-lookup-failed | {MX}_mta-sts.example.com TXT !REFUSED | The record at _mta-sts.example.com could not be looked up: REFUSED | Ask again | {MX} |
        domain-lookup-failed | example.com MX 1 a.example.com~a.example.com A 8.8.8.8~8.8.8.8.in-addr.arpa PTR !SERVFAIL | The name of the address 8.8.8.8 of a.example.com (PTR at 8.8.8.8.in-addr.arpa) could not be looked up: SERVFAIL | Ask again | {MX} |
        mx-missing | example.com MX 1 mx.example.com.example.com~mx.example.com A 8.8.8.8 | names mx.example.com.example.com, which does not exist. | Write the name with a dot at its end, mx.example.com. (without it, | {MX} |
        mx-missing | example.com MX 1 in.esp.net.example.com | names in.esp.net.example.com, which does not exist. | dot at its end, in.esp.net. (without it, | {MX} |
        mx-missing | example.com MX 1 mx.eu.example.com | names mx.eu.example.com, which does not exist. | Publish the address of the host | {MX} |
        tls-rpt-missing | {MX}_smtp._tls.example.com CNAME tls.vendor.example | no record at _smtp._tls.example.com, a CNAME to tls.vendor.example, which has none. | v=TLSRPTv1; rua=mailto:address | {MX}_smtp._tls.example.com TXT "v=TLSRPTv1; rua=mailto:a@b.c" |
        parked-dmarc | example.com MX 0 .~example.com TXT "v=spf1 -all" | in its name: no record applies to it. | Publish v=DMARC1; p=reject at _dmarc.example.com. | example.com MX 0 .~example.com TXT "v=spf1 -all"~_dmarc.example.com TXT "v=DMARC1; p=reject" |
        bimi-logo | default._bimi.example.com TXT "v=BIMI1; a=" | has no l=, which names the logo. | an empty l= says that there is no logo | default._bimi.example.com TXT "v=BIMI1; l=; a=" |
        bimi-logo | default._bimi.example.com TXT "v=BIMI1; l=http://a.b/c.png" | which is no https URI, and no SVG file. Mailbox programs show no logo. | Write l=https://host/logo.svg | default._bimi.example.com TXT "v=BIMI1; l=https://a.b/c.svg" | l=http://a.b/c.png
        mta-sts-id | {MX}_mta-sts.example.com TXT "v=STSv1;" | has no id=. Senders do as if there were no record, and look for no policy. | 1 to 32 letters and digits | {MX}_mta-sts.example.com TXT "v=STSv1; id=1" |
        domain-lookup-failed | example.com MX 1 a.example.com~a.example.com AAAA !TIMEOUT | The mail host a.example.com could not be looked up: | Ask again | {MX} |
        mx-address | example.com MX 1 0.0.0.0 | holds the address 0.0.0.0 | Give the address a name | {MX} |
        mx-missing | example.com MX 1 mx.net.example.com | names mx.net.example.com, which does not exist. | dot at its end, mx.net. (without it, | {MX} |
        mx-missing | example.com MX 1 net.example.com | names net.example.com, which does not exist. | Publish the address of the host | {MX} |
        mx-null-and-sends | example.com A 8.8.8.8~example.com MX 0 .~example.com TXT "v=spf1 ptr ip4:8.8.8.8 -all" | lets hosts send in its name. | Publish v=spf1 -all | example.com MX 0 .~example.com TXT "v=spf1 -all" |
        parked-mx | example.com A 8.8.8.8~example.com TXT "v=spf1 -all"~_mta-sts.example.com TXT "v=STSv2; id=1" | is tried at its own address | null MX: 0 and a dot | example.com MX 0 .~example.com TXT "v=spf1 -all" |
        mta-sts-not-a-record | example.com A 8.8.8.8~example.com TXT "v=spf1 -all"~_mta-sts.example.com TXT "v=STSv2; id=1" | has to begin with v=STSv1; exactly | Begin the record with v=STSv1; | {MX}_mta-sts.example.com TXT "v=STSv1; id=1" | v=STSv2
        profile-dkim | {MX}_mta-sts.example.com TXT !TIMEOUT | (550-5.7.30) without DKIM, and no key of example.com was found | selector._domainkey | {MX}{KEY} |
        tls-rpt-rua | {MX}_smtp._tls.example.com TXT "v=TLSRPTv1; rua=mailto:a@b.c,x,mailto:d@b.c" | has x where a mailto: or https: URI is wanted | Write rua=mailto:address | {MX}_smtp._tls.example.com TXT "v=TLSRPTv1; rua=mailto:a@b.c" | x
        tls-rpt-rua | {MX}_smtp._tls.example.com TXT "v=TLSRPTv1; rua=mailto:a@b.c,;" | has nothing where a mailto: or https: URI is wanted | Write rua=mailto:address | {MX}_smtp._tls.example.com TXT "v=TLSRPTv1; rua=mailto:a@b.c" | ``
        tls-rpt-rua | {MX}_smtp._tls.example.com TXT "v=TLSRPTv1;" | has no rua=, which says where to. No TLS report comes by it. | Write rua=mailto:address | {MX}_smtp._tls.example.com TXT "v=TLSRPTv1; rua=mailto:a@b.c" |
        """;

    // Code, zone, as above; what must not be said there.
    private static final String SILENT = """
        mx-none                | example.com TXT "x"~example.com A !SERVFAIL
        mx-none                | example.com TXT "x"~example.com AAAA !TIMEOUT
        mx-null-and-sends      | example.com MX 0 .~example.com TXT "v=spf1 {SOFT}all"
        mx-null-and-sends      | example.com MX 0 .~example.com TXT "v=spf1 -ip4:8.8.8.8 -all"
        mx-null-beside-others  | example.com MX 0 .~example.com MX 10 .
        mx-null-and-sends      | example.com MX 0 .~example.com TXT "v=spf1 ip4:8.8.8.8 -all"
        mx-implicit            | example.com A 8.8.8.8~example.com TXT "v=spf1 -all"
        mx-takeover            | example.com MX 1 mail.lan
        mx-takeover            | example.com MX 1 a.b.home.arpa
        mx-takeover            | example.com MX 1 mail
        mx-takeover            | example.com MX 1 192.0.2.01
        mx-takeover            | example.com MX 1 a.example.com~a.example.com CNAME b.example.com
        mx-ptr-unconfirmed     | {MX}4.4.8.8.in-addr.arpa PTR other.example.org
        mx-ptr-unconfirmed     | example.com MX 1 a.example.com~a.example.com A 8.8.8.8~8.8.8.8.in-addr.arpa PTR x.example.org~8.8.8.8.in-addr.arpa PTR a.example.com
        mta-sts-syntax         | {MX}_mta-sts.example.com TXT "v=STSv1; "
        profile-dkim           | {MX}other._domainkey.example.com TXT "x"
        parked-spf             | example.com MX 0 .~example.com TXT "v=spf1 -all"
        parked-keys-open       | example.com MX 0 .~example.com TXT "v=spf1 -all"~*._domainkey.example.com TXT "v=DKIM1; p="
        bimi-policy            | _dmarc.example.com TXT "v=DMARC1; p=none; rua=mailto:d@example.com"~default._bimi.example.com TXT "v=BIMI1; l="
        bimi-policy            | _dmarc.example.com !TIMEOUT~default._bimi.example.com TXT "v=BIMI1; l=https://a.b/c.svg"
        dmarc-record-missing   | example.com MX 0 .~example.com TXT "v=spf1 -all"
        parked-dmarc           | {MX}example.com TXT "v=spf1 -all"
        mx-ptr-missing         | example.com MX 1 a.example.com~a.example.com A 10.0.0.1
        mx-implicit            | example.com A 8.8.8.8~example.com TXT "v=spf1 -all"~_mta-sts.example.com TXT "v=STSv2; id=1"
        profile-dkim-unknown   | {MX}_domainkey.example.com !TIMEOUT~s1._domainkey.example.com TXT !TIMEOUT
        profile-dkim           | {MX}_domainkey.example.com !TIMEOUT~s1._domainkey.example.com TXT !TIMEOUT
        """;

    private static DomainReport check(String zone, boolean profile) {
        FakeDns dns = FakeDns.zone(zone.replace("{MX}", MX)
                .replace("{KEY}", KEY)
                .replace("{PTR}", PTR)
                .replace("~", "\n")
                .replace("{SOFT}", "~"));
        DomainCheck check = DomainCheck.using(dns);
        DomainReport report = (profile ? check.withProfile(SenderProfile.GOOGLE) : check).check(DOMAIN);
        assertThat(dns.queries()).hasSizeLessThanOrEqualTo(DomainCheck.MAX_QUESTIONS);
        assertThat(report.findings()).doesNotHaveDuplicates();
        return report;
    }

    /** What a position marks; the text that it is in is one of the zone. */
    private static String marked(Position at) {
        return at.text().substring(at.offset(), at.offset() + at.length());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = ROWS)
    void says(String code, String zone, String message, String remedy, String right, String place) {
        DomainReport report = check(zone, code.startsWith("profile-"));
        Finding finding = report.findings().stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError(report.toString()));
        assertThat(finding.message()).matches("[ -~]+\\.").contains(message);
        if (code.matches("(domain|mta-sts|tls-rpt|bimi)-.*")) {
            assertThat(NamedEffect.missing(finding, Map.of())).isEmpty();
        }
        assertThat(finding.name()).isPresent();
        assertThat(finding.remedy()).contains(remedy).doesNotContain("below the domain");
        assertThat(finding.position().map(DomainCheckTest::marked)).isEqualTo(Optional.ofNullable(place));
        if (!right.isEmpty()) {
            assertThat(check(right, code.startsWith("profile-")).findings())
                    .extracting(Finding::code)
                    .doesNotContain(code);
        }
        // What is wrong in a domain in order is not there.
        if (!Set.of("mta-sts-missing", "tls-rpt-missing", "profile-not-in-dns").contains(code)) {
            assertThat(check(GOOD, true).findings()).extracting(Finding::code).doesNotContain(code);
        }
    }

    @Test
    @DisplayName("Every error in a record of MTA-STS, TLS reports or BIMI says what others make of it")
    void effects() {
        for (String zone : List.of(
                "_mta-sts.example.com TXT \"v=STSv1 id=1\"",
                "_mta-sts.example.com TXT \"v=STSv1; id=a-b\"",
                "_mta-sts.example.com TXT \"v=STSv1; id=1\"~_mta-sts.example.com TXT \"v=STSv1; id=2\"",
                "_smtp._tls.example.com TXT \"v=TLSRPT1;\"",
                "_smtp._tls.example.com TXT \"v=TLSRPTv1; rua=x\"",
                "default._bimi.example.com TXT \"v=BIMI1; l=http://x/y.png; a=x\"",
                "default._bimi.example.com TXT \"v=BIMI1; x\"")) {
            List<Finding> wrong = check("{MX}{KEY}" + zone, false).findings().stream()
                    .filter(finding -> finding.code().matches("(mta-sts|tls-rpt|bimi)-.*"))
                    .filter(finding -> finding.severity() != org.signetmail.core.Severity.INFO)
                    .toList();
            assertThat(wrong).as(zone).isNotEmpty().extracting(Finding::code).doesNotHaveDuplicates();
            assertThat(wrong)
                    .allSatisfy(finding -> assertThat(finding.message())
                            .containsPattern(
                                    "Senders|sender may|Reporters|No TLS report|Mailbox program|mailbox program"));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = SILENT)
    void isSilent(String code, String zone) {
        assertThat(check(zone, code.startsWith("profile-")).findings())
                .extracting(Finding::code)
                .doesNotContain(code);
    }

    private static final String GOOD = "{MX}{KEY}example.com TXT \"v=spf1 mx -all\"~"
            + "_mta-sts.example.com TXT \"v=STSv1; id=1\"~"
            + "_smtp._tls.example.com TXT \"v=TLSRPTv1; rua=mailto:t@example.com\"~";

    @Test
    @DisplayName("A domain in order has nothing but what is worth knowing")
    void good() {
        assertThat(check(GOOD, false).findings())
                .filteredOn(finding -> finding.severity().compareTo(org.signetmail.core.Severity.INFO) > 0)
                .isEmpty();
        assertThat(check(GOOD, false).isTemporary()).isFalse();
    }

    @Test
    @DisplayName("A resolver that throws, or gives no resolver for a check, is asked all the same")
    void oddResolver() {
        for (boolean throwing : new boolean[] {true, false}) {
            FakeDns dns = FakeDns.zone("example.com MX 0 .");
            DnsResolver odd = new DnsResolver() {
                @Override
                public CompletionStage<DnsAnswer> lookup(DomainName name, RecordType type) {
                    return dns.lookup(name, type);
                }

                @Override
                public DnsResolver forMessage() {
                    if (throwing) {
                        throw new IllegalStateException("no room");
                    }
                    return null;
                }
            };
            assertThat(DomainCheck.using(odd).check(DOMAIN).findings())
                    .extracting(Finding::code)
                    .contains("mx-null");
        }
    }

    @Test
    @DisplayName("A record of SPF that leads everywhere takes nothing from the mail hosts")
    void hostsBeforeSpf() {
        StringBuilder zone = new StringBuilder("example.com TXT \"v=spf1");
        for (int i = 0; i < 12; i++) {
            zone.append(" a:x").append(i).append(".example.net");
        }
        zone.append(" -all\"\n");
        for (int i = 0; i < 6; i++) {
            zone.append("example.com MX 1 h").append(i).append(".example.com\n");
        }
        DomainReport report = check(zone.toString(), false);
        assertThat(report.findings())
                .filteredOn(finding -> finding.code().equals("mx-missing"))
                .hasSize(6);
        assertThat(report.findings())
                .filteredOn(finding -> finding.code().equals("spf-not-all-looked-at"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .isEqualTo("What the record of example.com leads to was not all looked at: the check that"
                                + " asks of it has no question left."));
    }

    @Test
    @DisplayName(
            "Other guesses take the place of the usual ones: in their order, each once, and those left out are named")
    void guesses() {
        FakeDns dns = FakeDns.zone((MX + KEY).replace("~", "\n").replace("s1._domainkey", "odd._domainkey"));
        DomainCheck check = DomainCheck.using(dns);
        assertThat(check.check(DOMAIN).dkim().orElseThrow().keys()).isEmpty();
        DomainReport found = check.withGuesses(List.of(DomainName.of("odd"))).check(DOMAIN);
        assertThat(found.dkim().orElseThrow().keys()).hasSize(1);
        assertThat(found.dmarc().orElseThrow().domain()).isEqualTo(DOMAIN);
        assertThat(found.spf().orElseThrow().domain()).isEqualTo(DOMAIN);
        List<DomainName> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add(DomainName.of("g" + i / 2));
        }
        int before = dns.queries().size();
        DomainReport cut = check.withGuesses(many).check(DOMAIN);
        List<String> asked = dns.queries().subList(before, dns.queries().size()).stream()
                .map(Object::toString)
                .filter(query -> query.contains("g") && query.contains("._domainkey"))
                .toList();
        assertThat(cut.questions()).isEqualTo(DomainCheck.MAX_QUESTIONS);
        assertThat(asked).doesNotHaveDuplicates().hasSizeBetween(12, 30);
        assertThat(asked.get(0)).contains("g0._domainkey");
        assertThat(cut.findings())
                .filteredOn(finding -> finding.code().equals("domain-not-all-asked"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.message())
                            .startsWith("The check of example.com had none of its 40 questions left for these of the"
                                    + " selectors that it guesses at: g" + asked.size() + ", g" + (asked.size() + 1))
                            .matches(".*, g\\d+ and \\d+ more\\.");
                    assertThat(finding.remedy()).contains("Name the selectors");
                });
        assertThat(cut.findings())
                .filteredOn(finding -> finding.code().equals("dkim-key-not-found"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("under the " + asked.size() + " sel"));
        DomainReport named = check.withGuesses(many)
                .withSelectors(List.of(DomainName.of("odd")))
                .check(DOMAIN);
        assertThat(named.dkim().orElseThrow().keys()).hasSize(1);
        assertThat(check.withGuesses(List.of()).check(DOMAIN).questions()).isLessThan(20);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        YAHOO   | profile-spf          | {MX} | Yahoo refuses bulk mail (554 5.7.9) without SPF, and example.com has no SPF record | names your sending hosts
        YAHOO   | profile-dkim         | {MX} | Yahoo refuses bulk mail (554 5.7.9) without DKIM, and no key of example.com was found. | selector._domainkey.example.com
        YAHOO   | profile-dkim-unknown | {MX}other._domainkey.example.com TXT "x" | (554 5.7.9) without DKIM, and whether example.com has a key is not known | Name the selector
        YAHOO   | profile-dmarc        | {MX} | (554 5.7.9) without DMARC, and no record applies to example.com. | Publish v=DMARC1; p=none;
        YAHOO   | profile-not-in-dns   | {GOOD} | Yahoo also asks of bulk senders for what DNS does not show: SPF or DKIM that passes | Look at these
        OUTLOOK | profile-spf          | {MX} | Outlook refuses bulk mail (550 5.7.515) without SPF, and example.com has no SPF record | names your sending hosts
        OUTLOOK | profile-dkim         | {MX}s1._domainkey.example.com TXT "v=DKIM1; p=" | (550 5.7.515) without DKIM, and no key of example.com that can be used was found. | selector._domainkey.example.com
        OUTLOOK | profile-dkim-unknown | {MX}other._domainkey.example.com TXT "x" | (550 5.7.515) without DKIM, and whether example.com has a key is not known | Name the selector
        OUTLOOK | profile-dmarc        | {MX}_dmarc.example.com TXT "v:DMARC1; p=none" | (550 5.7.515) without DMARC, and no record applies to example.com. | Publish v=DMARC1; p=none;
        OUTLOOK | profile-not-in-dns   | {GOOD} | of those who send more than 5,000 messages a day to outlook.com, hotmail.com and live.com | Look at these
        """)
    @DisplayName("What Yahoo and Outlook ask for, each in its own words; the domain in order has all that DNS shows")
    void profiles(SenderProfile profile, String code, String zone, String message, String remedy) {
        Finding finding = profile(profile, zone).stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow();
        assertThat(finding.message()).matches("[ -~]+\\.").contains(message);
        assertThat(finding.remedy()).contains(remedy).doesNotContain("below the domain");
        assertThat(finding.name()).contains(DOMAIN);
        assertThat(finding.position()).isEmpty();
        assertThat(profile(profile, "{GOOD}"))
                .extracting(Finding::code)
                .filteredOn(each -> each.startsWith("profile-"))
                .containsExactly("profile-not-in-dns");
    }

    private static List<Finding> profile(SenderProfile profile, String zone) {
        FakeDns dns = FakeDns.zone(zone.replace("{GOOD}", GOOD)
                .replace("{MX}", MX)
                .replace("{KEY}", KEY)
                .replace("~", "\n"));
        return DomainCheck.using(dns).withProfile(profile).check(DOMAIN).findings();
    }

    @Test
    @DisplayName(
            "Of 50 mail hosts the first 6 are looked at, and of 3 the names of 2 addresses, and that is told; of 2 nothing")
    void manyHosts() {
        for (int count : new int[] {2, 3, 50}) {
            StringBuilder zone = new StringBuilder();
            for (int i = 1; i <= count; i++) {
                zone.append("example.com MX ").append(i).append(" h").append(i).append(".example.com\n");
                zone.append("h")
                        .append(i)
                        .append(".example.com A 8.8.4.")
                        .append(i)
                        .append('\n');
            }
            List<Finding> told = check(zone.toString(), false).findings().stream()
                    .filter(finding -> finding.code().equals("domain-not-all-asked"))
                    .toList();
            if (count == 2) {
                assertThat(told).isEmpty();
            } else if (count == 3) {
                assertThat(told).singleElement().satisfies(finding -> {
                    assertThat(finding.message())
                            .isEqualTo("The domain example.com has 3 mail hosts. Whether the address has a name (PTR)"
                                    + " was looked at for the first 2 of its own, and not for h3.example.com.");
                    assertThat(finding.remedy()).isEqualTo("Ask for the PTR records of their addresses yourself.");
                });
            } else {
                assertThat(told).singleElement().satisfies(finding -> {
                    assertThat(finding.message())
                            .isEqualTo("The domain example.com has 50 mail hosts, of which the first 6 were looked at."
                                    + " Whether the address has a name (PTR) was looked at for the first 2 of its own,"
                                    + " and not for h3.example.com, h4.example.com, h5.example.com, h6.example.com.");
                    assertThat(finding.remedy()).contains("Look at the others yourself");
                    assertThat(finding.name()).contains(DOMAIN);
                });
            }
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        dkim-key-none      | {MX}
        dkim-key-not-found | {MX}x._domainkey.example.com TXT "x"
        dkim-key-revoked   | {MX}s1._domainkey.example.com TXT "v=DKIM1; p="
        dkim-key-base64    | {MX}s1._domainkey.example.com TXT "v=DKIM1; p=x"
        """)
    @DisplayName("Where no mail is sent, nothing is said of a key that is not there or revoked, and of a wrong one all")
    void keys(String code, String zone) {
        List<DomainName> named = code.matches(".*(revoked|base64)") ? List.of(DomainName.of("s1")) : List.of();
        for (boolean parked : new boolean[] {false, true}) {
            FakeDns dns = FakeDns.zone(
                    zone.replace("{MX}", parked ? "example.com MX 0 .\nexample.com TXT \"v=spf1 -all\"\n" : MX)
                            .replace("~", "\n"));
            assertThat(DomainCheck.using(dns).withSelectors(named).check(DOMAIN).findings())
                    .filteredOn(finding -> finding.code().equals(code))
                    .hasSize(parked && !code.endsWith("base64") ? 0 : 1);
        }
    }

    // The domain, the record at example.com, what is said of it.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', emptyValue = "", textBlock = """
        example.com   | p=none               | p=none
        example.com   | p=none; sp=none      | p=none sp=none
        example.com   | p=none; sp=reject    | p=none
        example.com   | p=reject; sp=reject  | ``
        example.com   | p=reject; t=y        | t=y
        example.com   | p=quarantine; pct=99 | pct=99
        example.com   | p=quarantine; pct=100 | ``
        example.com   | p=reject; pct=1      | ``
        a.example.com | p=none               | p=none
        a.example.com | p=none; sp=reject    | p=none
        a.example.com | p=none; sp=none      | sp=none
        a.example.com | p=reject             | ``
        a.example.com | p=reject; sp=none    | sp=none
        """)
    @DisplayName("The logo of BIMI needs a policy that is enforced, whose record it may be")
    void logo(String domain, String tags, String expected) {
        FakeDns dns = FakeDns.zone("example.com MX 0 .\na.example.com MX 0 .\n_dmarc.example.com TXT \"v=DMARC1; "
                + tags + "\"\ndefault._bimi." + domain + " TXT \"v=BIMI1; l=https://a.b/c.svg\"\n");
        assertThat(DomainCheck.using(dns).check(DomainName.of(domain)).findings())
                .filteredOn(finding -> finding.code().equals("bimi-policy"))
                .extracting(Finding::message)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(expected.split(" "))
                        .filter(tag -> !tag.isEmpty())
                        .map(tag -> "The record at _dmarc.example.com has " + tag
                                + ", with which mailbox programs do not show the logo of BIMI.")
                        .toList());
    }

    @Test
    @DisplayName("Every code has a row, but for the one that tells of the bound")
    void codes() {
        Set<String> told = new TreeSet<>();
        ROWS.lines().forEach(row -> told.add(row.substring(0, row.indexOf('|')).strip()));
        told.add("domain-not-all-asked");
        assertThat(DomainCheck.codes())
                .extracting(FindingCode::code)
                // Those have tables of their own: MtaStsPolicyTest and AlignmentCheckTest.
                .filteredOn(code -> !code.startsWith("mta-sts-policy-") && !code.startsWith("align-"))
                .containsExactlyInAnyOrderElementsOf(told);
    }

    @Test
    @DisplayName("A zone that leads everywhere is left at 40 questions, and says so; a dead DNS is temporary")
    void hostile() {
        StringBuilder zone = new StringBuilder("example.com TXT \"v=spf1 mx");
        for (int i = 0; i < 9; i++) {
            zone.append(" mx:m").append(i).append(".example.com");
        }
        zone.append(" -all\"\n");
        for (int i = 0; i < 100; i++) {
            zone.append("m")
                    .append(i / 10)
                    .append(".example.com MX 1 h")
                    .append(i)
                    .append(".example.com\n");
            zone.append("example.com MX 1 h").append(i).append(".example.com\n");
        }
        DomainReport report = check(zone.toString(), true);
        assertThat(report.questions()).isLessThanOrEqualTo(DomainCheck.MAX_QUESTIONS);
        assertThat(report.findings()).extracting(Finding::code).contains("domain-not-all-asked");
        DomainReport dead = check("example.com !TIMEOUT\n_dmarc.example.com !TIMEOUT\n", false);
        assertThat(dead.isTemporary()).isTrue();
    }
}
