package org.signetmail.cli.attacks;

import static org.signetmail.cli.attacks.Attack.done;
import static org.signetmail.cli.attacks.Attack.held;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.signetmail.core.Finding;
import org.signetmail.dmarc.Authentication;
import org.signetmail.spf.SpfLint;

/** Records that let everybody in, or have a receiver send queries to a victim. */
final class SpfAttacks {

    private SpfAttacks() {}

    /** A message of the attacker's own, whose SPF record this is. */
    private static Attempt record(String record) {
        return Attempt.from("<x@amp.crook.example>")
                .mailFrom("x@amp.crook.example")
                .zone("amp.crook.example TXT \"v=spf1 " + record + "\"");
    }

    private static String times(int count, String text) {
        return IntStream.range(0, count)
                .mapToObj(i -> text.replace("#", String.valueOf(i)))
                .collect(Collectors.joining(" "));
    }

    private static Callable<String> lint(String record, String code) {
        return () ->
                SpfLint.of("v=spf1 " + record).stream().map(Finding::code).anyMatch(code::equals) ? code : "nothing";
    }

    static List<Attack> all() {
        return List.of(
                done(
                        "BreakSPF",
                        "the bank's record names an address that anybody can send from: that is what it says, and its lint tells",
                        "RFC 7208 §11.4",
                        "spf=pass dmarc=pass, 250 2.6.0; spf-wide-network",
                        () -> Attempt.from("<boss@wide.example>")
                                        .mailFrom("boss@wide.example")
                                        .zone("wide.example TXT \"v=spf1 ip4:203.0.0.0/8 -all\"")
                                        .zone("_dmarc.wide.example TXT \"v=DMARC1; p=reject\"")
                                        .call()
                                + "; "
                                + lint("ip4:203.0.0.0/8 -all", "spf-wide-network")
                                        .call()),
                done(
                        "CVE-2024-7208, CVE-2024-7209",
                        "another customer of the bank's provider, which lets anybody write as anybody: no receiver can tell",
                        "RFC 7208 §11.4",
                        "spf=pass dmarc=pass, 250 2.6.0",
                        Attempt.ofTheBank().client("192.0.2.1").mailFrom("boss@bank.example")),
                done(
                        "amplification: includes",
                        "10 includes of 10 `mx` each",
                        "RFC 7208 §4.6.4, §11.1",
                        "spf=permerror dmarc=fail, 250 2.6.0; at most 25 questions",
                        bounded(
                                25,
                                record(times(10, "include:i#.crook.example") + " -all")
                                        .zone(IntStream.range(0, 10)
                                                .mapToObj(i -> "i" + i + ".crook.example TXT \"v=spf1 "
                                                        + times(10, "mx:m" + i + "-#.victim.example") + " -all\"")
                                                .collect(Collectors.joining("\n"))))),
                done(
                        "amplification: voids",
                        "10 names of the victim that are not there",
                        "RFC 7208 §4.6.4, §11.1",
                        "spf=permerror dmarc=fail, 250 2.6.0; at most 25 questions",
                        bounded(25, record(times(10, "a:a#.victim.example") + " -all"))),
                done(
                        "amplification: hosts",
                        "11 mail hosts of one `mx`",
                        "RFC 7208 §4.6.4",
                        "spf=permerror dmarc=fail, 250 2.6.0; at most 25 questions",
                        bounded(
                                25,
                                record("mx -all")
                                        .zone(IntStream.range(0, 11)
                                                .mapToObj(i -> "amp.crook.example MX 1 h" + i + ".victim.example\nh" + i
                                                        + ".victim.example A 198.51.100.1")
                                                .collect(Collectors.joining("\n"))))),
                done(
                        "amplification: names made of the sender",
                        "`%{l}` in the name, so that no cache helps, in each of 10 terms",
                        "RFC 7208 §11.1",
                        "spf=permerror dmarc=fail, 250 2.6.0; at most 25 questions",
                        bounded(25, record(times(10, "exists:%{l}#.victim.example") + " -all"))),
                done(
                        "loops",
                        "a record that includes itself, one that redirects to itself",
                        "RFC 7208 §4.6.4",
                        "spf=permerror dmarc=fail, 250 2.6.0; at most 5 questions; spf=permerror dmarc=fail, 250 2.6.0; at most 5 questions",
                        () -> bounded(5, record("include:amp.crook.example -all"))
                                        .call() + "; "
                                + bounded(5, record("redirect=amp.crook.example"))
                                        .call()),
                done(
                        "too many lookups, then all",
                        "11 terms, and `+all` behind them",
                        "RFC 7208 §4.6.4",
                        "spf=permerror dmarc=fail, 250 2.6.0; at most 25 questions",
                        bounded(
                                25,
                                record(times(11, "a:e#.crook.example") + " +all")
                                        .zone("*.crook.example A 203.0.113.200"))),
                done(
                        "ptr to the bank",
                        "the attacker's reverse zone names the bank's host, which does not name the attacker",
                        "RFC 7208 §5.5",
                        "spf=fail dmarc=fail, 550 5.7.26",
                        Attempt.from("<boss@p.example>")
                                .mailFrom("boss@p.example")
                                .zone("p.example TXT \"v=spf1 ptr -all\"\n_dmarc.p.example TXT \"v=DMARC1; p=reject\"")
                                .zone("5.113.0.203.in-addr.arpa PTR host.p.example\nhost.p.example A 192.0.2.1")),
                done(
                        "addresses that some read otherwise",
                        "`ip4:0313.0.0161.05`, `ip4:3405803781`, `ip4:203.0.113.5/032`",
                        "RFC 7208 §5.6",
                        "spf=permerror dmarc=fail, 250 2.6.0; spf=permerror dmarc=fail, 250 2.6.0; spf=permerror dmarc=fail, 250 2.6.0",
                        () -> record("ip4:0313.0.0161.05 -all").call() + "; "
                                + record("ip4:3405803781 -all").call() + "; "
                                + record("ip4:203.0.113.5/032 -all").call()),
                done(
                        "explanation",
                        "an explanation with a link in it, and one with a CR and an LF",
                        "RFC 7208 §6.2, §11.5.2",
                        "550 5.7.26, no link; see http://crook.example/; 550 5.7.26, no link; no explanation",
                        () -> explained("see http://crook.example/") + "; "
                                + explained("see http://x/\\013\\010250 ok")),
                held(
                        "macros by the thousand (libspf2 CVE-2021-20314 and others)",
                        "one record of 5000 macros, each a name of 1000 octets",
                        "RFC 7208 §7.3",
                        "the result of the record; an explanation of 512 characters at most",
                        "org.signetmail.spf.HostileSpfTest#expandsManyMacros"));
    }

    /** Whether a stranger's text is in the reply, and what is left of it. */
    private static String explained(String text) throws Exception {
        Authentication result = Attempt.from("<boss@bank.example>")
                .mailFrom("x@exp.crook.example")
                .zone("exp.crook.example TXT \"v=spf1 -all exp=why.crook.example\"")
                .zone("why.crook.example TXT \"" + text + "\"")
                .authenticate();
        return result.reply().line().substring(0, 10)
                + (result.reply().line().contains("http") ? ", TOLD; " : ", no link; ")
                + result.spf().explanation().map(each -> each.text()).orElse("no explanation");
    }

    /** With the number of questions, when it is more than this. */
    static Callable<String> bounded(int most, Attempt attempt) {
        return () -> {
            int questions = attempt.authenticate().queries().size();
            return attempt.call() + "; " + (questions <= most ? "at most " + most : String.valueOf(questions))
                    + " questions";
        };
    }
}
