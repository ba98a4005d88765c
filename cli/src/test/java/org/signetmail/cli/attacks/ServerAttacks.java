package org.signetmail.cli.attacks;

import static org.signetmail.cli.attacks.Attack.done;

import java.util.List;

/** Composition Kills (USENIX Security 2020) and its tool espoofer: the classes against a receiving server, and the ambiguous ones. */
final class ServerAttacks {

    private static final String SPF_FAILS = "spf=fail dmarc=fail, 550 5.7.26";
    private static final String NOT_ALIGNED = "spf=pass dmarc=fail, 550 5.7.26";
    private static final String MALFORMED = "spf=pass dmarc=permerror (from-malformed), 550 5.7.1";
    private static final String REPEATED = "spf=pass dmarc=permerror (from-repeated), 550 5.7.1";
    private static final String SEVERAL = "spf=pass dmarc=permerror (from-several-domains), 550 5.7.1";
    private static final String UNUSABLE = "spf=pass dmarc=permerror (from-unusable-domain), 550 5.7.1";
    private static final String NO_FROM = "spf=pass dmarc=permerror (from-missing), 550 5.7.1";
    private static final String ONE = "; one verdict in the field";
    private static final String BOSS = "<boss@bank.example>";

    private ServerAttacks() {}

    private static Attempt boss() {
        return Attempt.from(BOSS);
    }

    static List<Attack> envelope() {
        return List.of(
                done(
                        "server_a1",
                        "MAIL FROM in a subdomain of the bank that does not exist; HELO passes",
                        "RFC 7208 §4.3, RFC 9989 §4.4.2",
                        "dmarc=fail, 550 5.7.26",
                        boss().mailFrom("x@none.bank.example")),
                done(
                        "server_a2",
                        "MAIL FROM `(x@bank.example`, which some read as the null one",
                        "RFC 7208 §2.4",
                        SPF_FAILS + ONE,
                        boss().mailFrom("(x@bank.example").andField()),
                done(
                        "server_a3",
                        "a NUL in `s=`: some libraries look up what stands in front of it, the attacker's key",
                        "RFC 6376 §3.1, §6.1.1",
                        "spf=pass dkim=permerror (dkim-signature-syntax) dmarc=fail, 550 5.7.26;"
                                + " _domainkey.crook.example is not asked",
                        boss().forged("d=bank.example; s=k._domainkey.crook.example.\0.x")
                                .andWhetherAsked("_domainkey.crook.example")),
                done(
                        "server_a3 in d=",
                        "the same in `d=`",
                        "RFC 6376 §3.5",
                        "spf=pass dkim=permerror (dkim-signature-syntax) dmarc=fail, 550 5.7.26;"
                                + " _domainkey.crook.example is not asked",
                        boss().forged("d=crook.example\0.bank.example; s=k")
                                .andWhetherAsked("_domainkey.crook.example")),
                done(
                        "server_a4",
                        "`d=bank.example'a.crook.example`: a quote that ends a word in Authentication-Results",
                        "RFC 6376 §3.5",
                        "spf=pass dkim=permerror (dkim-domain-invalid) dmarc=fail, 550 5.7.26" + ONE,
                        boss().forged("d=bank.example'a.crook.example; s=k").andField()),
                done(
                        "server_a4, others",
                        "the same with `\"` and `(`",
                        "RFC 6376 §3.5",
                        "spf=pass dkim=permerror (dkim-domain-invalid) dmarc=fail, 550 5.7.26" + ONE,
                        boss().forged("d=bank.example\"a.crook.example; s=k")
                                .forged("d=bank.example(a.crook.example; s=k")
                                .andField()),
                done(
                        "server_a5",
                        "MAIL FROM `x@bank.example(a.crook.example`",
                        "RFC 7208 §4.3, RFC 8601 §2.2",
                        "dmarc=fail, 550 5.7.26" + ONE,
                        boss().mailFrom("x@bank.example(a.crook.example").andField()),
                done(
                        "server_a6",
                        "MAIL FROM `x@bank.example'@mail.crook.example`",
                        "RFC 8601 §2.2",
                        NOT_ALIGNED + ONE,
                        boss().mailFrom("x@bank.example'@mail.crook.example").andField()),
                done(
                        "server_a7",
                        "MAIL FROM with a route: `@bank.example,@x.example:'x@crook.example`",
                        "RFC 5321 §4.1.2, RFC 8601 §2.2",
                        NOT_ALIGNED + ONE,
                        boss().mailFrom("@bank.example,@x.example:'x@crook.example")
                                .andField()));
    }

    static List<Attack> from() {
        return List.of(
                done(
                        "server_a8",
                        "two From fields",
                        "RFC 5322 §3.6, RFC 9989 §5.3.1",
                        REPEATED,
                        Attempt.fields("From: <x@crook.example>\nFrom: " + BOSS)),
                done(
                        "server_a9",
                        "the first From with a space in front",
                        "RFC 5322 §2.2.3",
                        REPEATED,
                        Attempt.fields(" From: <x@crook.example>\nFrom: " + BOSS)),
                done(
                        "server_a10",
                        "the second one is `From :`",
                        "RFC 5322 §4.5.2",
                        REPEATED,
                        Attempt.fields("From: <x@crook.example>\nFrom : " + BOSS)),
                done(
                        "server_a11",
                        "the name of the first one is folded before its colon",
                        "RFC 5322 §2.2.3",
                        REPEATED,
                        Attempt.fields("From\n : <x@crook.example>\nFrom: " + BOSS)),
                done(
                        "server_a12",
                        "no From that can be read, and a Sender",
                        "RFC 9989 §4.2",
                        MALFORMED,
                        Attempt.fields("From\n : <x@crook.example>\nSender: " + BOSS)),
                done(
                        "server_a13",
                        "the same with Resent-From",
                        "RFC 9989 §4.2",
                        MALFORMED,
                        Attempt.fields("From\n : <x@crook.example>\nResent-From: " + BOSS)),
                done(
                        "server_a14",
                        "two addresses",
                        "RFC 9989 §5.3.1, §11.5",
                        SEVERAL,
                        Attempt.from("<x@crook.example>, " + BOSS)),
                done(
                        "server_a15",
                        "the bank's address as an encoded word",
                        "RFC 2047 §5",
                        MALFORMED,
                        Attempt.from("=?utf-8?B?PGJvc3NAYmFuay5leGFtcGxlPg==?=,<x@crook.example>")),
                done(
                        "server_a16",
                        "the attacker's domains as a route",
                        "RFC 5322 §4.4",
                        NOT_ALIGNED,
                        Attempt.from("<@crook.example,@x.example:boss@bank.example>")),
                done(
                        "server_a17",
                        "a backslash before the comma",
                        "RFC 5322 §3.2.1",
                        MALFORMED,
                        Attempt.from(BOSS + "\\,<x@crook.example>")),
                done(
                        "server_a18",
                        "one address bare, one in brackets",
                        "RFC 5322 §3.4",
                        SEVERAL,
                        Attempt.from("boss@bank.example,<x@crook.example>")),
                done(
                        "server_a19",
                        "an address behind the bracket",
                        "RFC 5322 §3.4",
                        MALFORMED,
                        Attempt.from("<x@crook.example>boss@bank.example")));
    }

    static List<Attack> ambiguous() {
        return List.of(
                done(
                        "invisible characters",
                        "a zero width space, a soft hyphen or a NUL within the bank's domain",
                        "RFC 5891 §5.4",
                        UNUSABLE + "; " + UNUSABLE + "; " + MALFORMED,
                        () -> Attempt.from("<boss@ba\u00e2\u0080\u008bnk.example>")
                                        .call() + "; "
                                + Attempt.from("<boss@ba\u00c2\u00adnk.example>")
                                        .call() + "; "
                                + Attempt.from("<boss@bank\0.example>").call()),
                done(
                        "encoded domain",
                        "the domain as an encoded word",
                        "RFC 2047 §5",
                        UNUSABLE,
                        Attempt.from("boss@=?utf-8?Q?bank.example?=")),
                done("no From", "To alone", "RFC 5322 §3.6", NO_FROM, Attempt.fields("To: " + BOSS)),
                done(
                        "From without an address",
                        "an empty group, an empty field, an address literal",
                        "RFC 6854 §2, RFC 9989 §5.3.1",
                        "spf=pass dmarc=none (from-no-address), 550 5.7.1; " + MALFORMED + "; " + UNUSABLE,
                        () -> Attempt.from("bank:;").call() + "; "
                                + Attempt.from(" ").call() + "; "
                                + Attempt.from("<boss@[203.0.113.5]>").call()),
                done(
                        "address in the name",
                        "`\"boss@bank.example\" <x@crook.example>`: only a name, and a pass for who wrote it",
                        "RFC 9989 §11.4",
                        "spf=pass dmarc=pass, 250 2.6.0",
                        Attempt.from("\"boss@bank.example\" <x@crook.example>")),
                done(
                        "address in a name without quotes",
                        "`boss@bank.example <x@crook.example>`: two authors",
                        "RFC 5322 §3.4",
                        SEVERAL,
                        Attempt.from("boss@bank.example <x@crook.example>")),
                done(
                        "Mailsploit",
                        "an encoded word with the bank's address and a NUL or line feed as the local-part",
                        "RFC 2047 §5, RFC 5322 §3.4.1",
                        MALFORMED,
                        Attempt.from("=?utf-8?b?Ym9zc0BiYW5rLmV4YW1wbGUKAA==?=@crook.example")),
                done(
                        "Mailsploit, name",
                        "the same as a name: what a program shows is no matter of the check; the author is who passes",
                        "RFC 9989 §11.4",
                        "spf=pass dmarc=pass, 250 2.6.0" + "; one verdict in the field",
                        Attempt.from("=?utf-8?Q?boss=40bank.example=0A=00?= <x@crook.example>")
                                .andField()),
                done(
                        "Weak Links: look-alike",
                        "another domain, with letters that look the same: none of our policy, and named as what it is",
                        "RFC 9989 §11.4",
                        "dmarc=none, 250 2.6.0 for xn--bnk-6cd.example",
                        () -> {
                            Attempt attempt = Attempt.from("<boss@b\u00d0\u00b0nk.example>")
                                    .mailFrom("x@nobody.example");
                            return attempt.call() + " for "
                                    + attempt.authenticate()
                                            .dmarc()
                                            .authorDomain()
                                            .orElseThrow();
                        }),
                done(
                        "Weak Links: forwarder",
                        "through a forwarder that writes its own MAIL FROM and passes there",
                        "RFC 9989 §4.4.2",
                        NOT_ALIGNED,
                        boss()),
                done(
                        "null MAIL FROM",
                        "a bounce whose HELO is the bank's",
                        "RFC 7208 §2.4",
                        SPF_FAILS,
                        boss().mailFrom("").helo("mail.bank.example")),
                done(
                        "subdomain without SPF",
                        "From in a subdomain of the bank that does not exist",
                        "RFC 9989 §4.10.1",
                        NOT_ALIGNED,
                        Attempt.from("<boss@none.bank.example>")));
    }

    static List<Attack> client() {
        return List.of(
                done(
                        "client_a1",
                        "who has an account at the bank sends two From fields through it",
                        "RFC 6376 §6.1.1, §8.15",
                        "not signed: AUTHOR",
                        Signing.of("From: <me@bank.example>\nFrom: " + BOSS)),
                done(
                        "client_a2",
                        "the same with two addresses: signed as one domain, and one author domain for receivers; who may write as"
                                + " whom only the bank knows",
                        "RFC 6409 §6.1",
                        "signed by bank.example",
                        Signing.of("From: <me@bank.example>, " + BOSS)),
                done(
                        "client_a2 of two domains",
                        "the second address is of another domain",
                        "RFC 9989 §5.3.1",
                        "not signed: NOT_ALIGNED",
                        Signing.of("From: <me@bank.example>, <x@shop.example>")),
                done(
                        "client_a3",
                        "the same with the address of a colleague: the bank's duty",
                        "RFC 6409 §6.1",
                        "signed by bank.example",
                        Signing.of("From: " + BOSS)),
                done(
                        "malformed From",
                        "signed, it might show another author to some reader",
                        "RFC 6376 §8.15",
                        "not signed: AUTHOR",
                        Signing.of("From: <me@bank.example>boss@bank.example")),
                done(
                        "line ends that are none",
                        "a CR or LF alone, behind which some readers see a field",
                        "RFC 6376 §5.3",
                        "not signed: LINE_ENDS",
                        Signing.of("From: <me@bank.example>\nSubject: x\rFrom: " + BOSS)));
    }
}
