package org.signetmail.soak;

import org.signetmail.core.DomainName;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;
import org.signetmail.testkit.Zone;

/** What all messages find in DNS, before anything fails. */
final class SoakZone {

    static final TestKey RSA = TestKeys.rsa2048();
    static final TestKey SHORT_RSA = TestKeys.rsa1024();
    static final TestKey ED25519 = TestKeys.ed25519();

    /** The domains that sign; the selectors are those of {@link #selector}. */
    static final String[] SIGNERS = {"good.example", "quar.example", "none.example", "news.good.example"};

    /** Below it, every name has a policy for SPF: as many different questions as there are messages. */
    static final String EVERYBODY = "u.good.example";

    private SoakZone() {}

    static String selector(TestKey key) {
        return key.equals(ED25519) ? "e" : key.equals(RSA) ? "r" : "o";
    }

    static Zone zone() {
        Zone.Builder zone = Zone.builder().ttl(30).text("""
                good.example         TXT "v=spf1 ip4:192.0.2.0/25 include:_spf.esp.example a:out.good.example -all"
                out.good.example     A   198.51.100.7
                _dmarc.good.example  TXT "v=DMARC1; p=reject; sp=quarantine; rua=mailto:d@good.example"
                quar.example         TXT "v=spf1 mx ip6:2001:db8::/48 include:_spf.esp.example ~all"
                quar.example         MX  10 mx.quar.example
                mx.quar.example      A   192.0.2.1
                mx.quar.example      AAAA 2001:db8::1
                _dmarc.quar.example  TXT "v=DMARC1; p=quarantine; adkim=s; aspf=s; t=y"
                none.example         TXT "v=spf1 exists:%{ir}.%{v}._spf.none.example ?all"
                1.2.0.192.in-addr._spf.none.example A 127.0.0.2
                _dmarc.none.example  TXT "v=DMARC1; p=none"
                _spf.esp.example     TXT "v=spf1 ip4:192.0.2.128/26 a:a.esp.example a:b.esp.example -all"
                a.esp.example        A   203.0.113.1
                b.esp.example        A   203.0.113.2
                mail.good.example    TXT "v=spf1 a -all"
                mail.good.example    A   192.0.2.1
                *.u.good.example     TXT "v=spf1 ip4:192.0.2.0/25 exists:%{l}.x.good.example -all"

                loop.trap.example    TXT "v=spf1 include:loop.trap.example -all"
                wide.trap.example    TXT "v=spf1 a:1.x a:2.x a:3.x a:4.x a:5.x a:6.x a:7.x a:8.x a:9.x a:10.x a:11.x +all"
                void.trap.example    TXT "v=spf1 a:v1.example a:v2.example a:v3.example a:v4.example +all"
                twins.trap.example   TXT "v=spf1 +all"
                twins.trap.example   TXT "v=spf1 -all"
                syntax.trap.example  TXT "v=spf1 +all ip4:300.0.0.0 exists:%{z}"
                macro.trap.example   TXT "v=spf1 exists:%{l1r-}.%{S}.%{h}.%{c}.x.good.example exp=exp.trap.example -all"
                exp.trap.example     TXT "%{i} of %{s} is not %{d}: %{l}%_%%%-"
                redirect0.trap.example TXT "v=spf1 redirect=redirect1.trap.example"
                redirect1.trap.example TXT "v=spf1 redirect=redirect2.trap.example"
                redirect2.trap.example TXT "v=spf1 include:good.example redirect=quar.example"
                alias0.trap.example  CNAME alias1.trap.example
                alias1.trap.example  CNAME alias2.trap.example
                alias2.trap.example  CNAME good.example
                round0.trap.example  CNAME round1.trap.example
                round1.trap.example  CNAME round0.trap.example
                servfail.trap.example TXT !SERVFAIL
                inner.trap.example   TXT "v=spf1 include:servfail.trap.example +all"
                silent.trap.example  TXT "v=spf1 a:silent.example +all"
                silent.example       A   !TIMEOUT
                mx.trap.example      TXT "v=spf1 mx -all"
                ptr.trap.example     TXT "v=spf1 ptr:good.example -all"
                1.2.0.192.in-addr.arpa PTR mail.good.example
                1.2.0.192.in-addr.arpa PTR evil.example
                trap.example         TXT "no policy"

                _dmarc.servfail.policy.example TXT !SERVFAIL
                _dmarc.silent.policy.example   TXT !TIMEOUT
                _dmarc.twins.policy.example    TXT "v=DMARC1; p=none"
                _dmarc.twins.policy.example    TXT "v=DMARC1; p=reject"
                _dmarc.syntax.policy.example   TXT "v=DMARC1; p=; p=none;;;=;x"
                _dmarc.strict.policy.example   TXT "v=DMARC1; p=none; sp=reject; np=quarantine; adkim=s; aspf=s"
                _dmarc.testing.policy.example  TXT "v=DMARC1; p=reject; t=y; fo=1:d:s:x"
                _dmarc.psd.policy.example      TXT "v=DMARC1; p=reject; psd=y"
                _dmarc.policy.example          TXT "v=DMARC1; p=quarantine"
                _dmarc.alias.policy.example    CNAME _dmarc.good.example
                _dmarc.round.policy.example    CNAME _dmarc.round.policy.example

                revoked._domainkey.good.example TXT "v=DKIM1; p="
                der._domainkey.good.example     TXT "v=DKIM1; p=MIIBIjANBgkqhkiG9w0BAQEFAAOC"
                *.wild._domainkey.good.example  TXT "v=spf1 -all"
                any.wild._domainkey.good.example TXT "v=DKIM1; k=rsa; h=sha1; p=YQ=="
                down._domainkey.good.example    TXT !SERVFAIL
                down._domainkey.evil.example    TXT !TIMEOUT
                alias._domainkey.good.example   CNAME r._domainkey.good.example
                round._domainkey.good.example   CNAME round._domainkey.good.example
                """);
        zone.txt(
                DomainName.of("long.trap.example"), "v=spf1 " + "ip4:198.51.100.1 ".repeat(500) + "ip4:192.0.2.1 -all");
        zone.txt(DomainName.of("_dmarc.long.policy.example"), "v=DMARC1; p=reject; " + "x".repeat(17_000));
        zone.txt(
                DomainName.of("_dmarc.uris.policy.example"),
                "v=DMARC1; p=reject; rua=" + "mailto:a@b.example!10m,".repeat(300) + "mailto:c@d.example");
        for (int i = 0; i < 12; i++) {
            zone.mx(DomainName.of("mx.trap.example"), i, DomainName.of("mx" + i + ".trap.example"));
        }
        for (int i = 0; i < 300; i++) {
            zone.txt(DomainName.of("many.trap.example"), "no policy, number " + i);
        }
        zone.txt(DomainName.of("many.trap.example"), "v=spf1 ip4:192.0.2.1 -all");
        for (String signer : SIGNERS) {
            for (TestKey key : new TestKey[] {RSA, SHORT_RSA, ED25519}) {
                zone.txt(DomainName.of(selector(key) + "._domainkey." + signer), key.txt());
            }
        }
        DomainName twins = DomainName.of("twins._domainkey.good.example");
        zone.txt(twins, RSA.txt()).txt(twins, ED25519.txt());
        zone.txt(
                DomainName.of("small._domainkey.good.example"),
                TestKeys.rsa(512, 1).txt());
        zone.txt(DomainName.of("huge._domainkey.good.example"), "v=DKIM1; n=" + "x".repeat(20_000));
        return zone.build();
    }
}
