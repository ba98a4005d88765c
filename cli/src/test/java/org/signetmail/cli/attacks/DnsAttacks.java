package org.signetmail.cli.attacks;

import static org.signetmail.cli.attacks.Attack.done;
import static org.signetmail.cli.attacks.Attack.held;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Walks up the tree without end, look-ups that are made to fail, answers that are not for us. */
final class DnsAttacks {

    private static final String FAULTS = "org.signetmail.testkit.DnsJavaResolverFaultTest#";

    private DnsAttacks() {}

    private static Attempt boss() {
        return Attempt.from("<boss@bank.example>");
    }

    static List<Attack> all() {
        String deep = "a.".repeat(100) + "crook.example";
        return List.of(
                done(
                        "DMARC walk",
                        "From, MAIL FROM and `d=` of a hundred labels",
                        "RFC 9989 §4.10",
                        "dkim=permerror (dkim-key-missing) dmarc=fail, 250 2.6.0; at most 25 questions",
                        SpfAttacks.bounded(
                                25,
                                Attempt.from("<x@" + deep + ">")
                                        .mailFrom("x@b." + deep)
                                        .forged("d=c." + deep + "; s=k"))),
                done(
                        "many authors",
                        "10,000 addresses of as many domains in From",
                        "RFC 9989 §11.5",
                        "spf=pass dmarc=permerror (from-too-many-addresses), 550 5.7.1; at most 5 questions",
                        SpfAttacks.bounded(
                                5,
                                Attempt.from(IntStream.range(0, 10_000)
                                        .mapToObj(i -> "x@d" + i + ".example")
                                        .collect(Collectors.joining(","))))),
                done(
                        "many identifiers",
                        "30 signatures of as many subdomains of the bank, by a key of the attacker",
                        "RFC 9989 §4.10, §11.5",
                        "none passes; at most 150 questions",
                        () -> {
                            Attempt attempt = boss();
                            for (int i = 0; i < 30; i++) {
                                attempt.forged("d=d" + i + ".bank.example; s=k");
                            }
                            var result = attempt.authenticate();
                            return (result.dmarc().result().keyword().equals("pass") ? "PASS" : "none passes") + "; "
                                    + (result.queries().size() <= 150
                                            ? "at most 150"
                                            : result.queries().size())
                                    + " questions";
                        }),
                done(
                        "temperror downgrade",
                        "the attacker's own key and SPF record do not answer: only what could align may put a message off",
                        "RFC 9989 §5.3.6",
                        "spf=temperror dkim=temperror (dkim-key-lookup-failed) dmarc=fail, 550 5.7.26",
                        boss().mailFrom("x@slow.crook.example")
                                .forged("d=slow.crook.example; s=k")
                                .zone("slow.crook.example TXT !TIMEOUT\nk._domainkey.slow.crook.example TXT !TIMEOUT")),
                done(
                        "temperror of the bank",
                        "the bank's key does not answer: put off, neither let in nor refused",
                        "RFC 9989 §5.3.6",
                        "spf=pass dkim=temperror (dkim-key-lookup-failed) dmarc=temperror, 451 4.4.3",
                        boss().forged("d=bank.example; s=t").zone("t._domainkey.bank.example TXT !TIMEOUT")),
                done(
                        "policy does not answer",
                        "somebody keeps the bank's policy away: put off",
                        "RFC 9989 §5.3.6",
                        "spf=pass dmarc=temperror, 451 4.4.3",
                        boss().zone("_dmarc.bank.example TXT !SERVFAIL")),
                held(
                        "policy crowded out",
                        "a stranger's SPF and key answers, made to measure, take all the octets that the answers of one message may take,"
                                + " so that the bank's policy or what tells its organization has no room: put off",
                        "RFC 9989 §5.3.6",
                        "451 4.4.3",
                        "org.signetmail.dmarc.LargeAnswersTest#fillingHidesNoPolicy"),
                held(
                        "np crowded out",
                        "the same until it is not known whether a subdomain exists, for which the bank has `np=reject`: put off",
                        "RFC 9989 §3.2.13, §5.3.6",
                        "451 4.4.3",
                        "org.signetmail.dmarc.StarvedForgeryTest#octets"),
                held(
                        "lasting error of one's own",
                        "the same until it is not known what the bank's organization has, and the attacker's own policy never answers:"
                                + " put off, though a lasting error is let in",
                        "RFC 9989 §4.10.2, §5.3.6",
                        "451 4.4.3",
                        "org.signetmail.dmarc.StarvedForgeryTest#octets"),
                held(
                        "lasting error below a suffix",
                        "a customer of a public suffix with `psd=y`, whose own policy never answers, writes as the suffix",
                        "RFC 9989 §4.10.2",
                        "dmarc=fail",
                        "org.signetmail.dmarc.DmarcRulesTest#identifiers"),
                held(
                        "lasting error of a second author",
                        "a receiver that allows several authors: the attacker is one of them, with `p=reject` and an error",
                        "RFC 9989 §11.5",
                        "the policy of the other",
                        "org.signetmail.dmarc.DmarcRulesTest#severalAuthors"),
                done(
                        "wildcards at _dmarc",
                        "a wildcard TXT below a subdomain of the bank, which is no policy: the walk goes on",
                        "RFC 9989 §4.10.1",
                        "spf=pass dmarc=fail, 550 5.7.26",
                        Attempt.from("<boss@sub.bank.example>").zone("*.sub.bank.example TXT \"anything\"")),
                held(
                        "forged datagrams",
                        "answers with another id or question, from another port, or cut short (CVE-2024-25638 and others)",
                        "RFC 5452 §9",
                        "waits on, asks again, then over TCP; never takes them",
                        FAULTS + "survivesPacketFaults"),
                held(
                        "a flood at every port",
                        "as many forged answers as the network carries",
                        "RFC 5452 §9.2",
                        "the right answer, over TCP",
                        FAULTS + "survivesAFloodAtEveryPort"),
                held(
                        "records beside the answer",
                        "records of other names and in other sections",
                        "RFC 2181 §5.4.1",
                        "are none",
                        FAULTS + "recordsInOtherSectionsAreNone"),
                held(
                        "compression",
                        "a small answer whose names, written out, go beyond 64 KiB",
                        "RFC 1035 §4.1.4",
                        "a failure: too large",
                        FAULTS + "isNotFooledByCompression"),
                held(
                        "compression, in circles",
                        "names that point at themselves, and chains of pointers in every record",
                        "RFC 1035 §4.1.4",
                        "the answer is refused at the first",
                        "org.signetmail.core.dns.DnsScanTest#refusesAMessageFullOfChains"),
                held(
                        "name servers that never answer",
                        "a stranger's mail fills the resolver with questions that wait",
                        "RFC 9989 §11.5",
                        "others get their answers",
                        "org.signetmail.testkit.HostileNeighboursTest#silentZonesTakeNobodysPlaces"));
    }
}
