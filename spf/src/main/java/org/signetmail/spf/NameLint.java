package org.signetmail.spf;

import java.util.Set;
import java.util.function.Consumer;
import org.signetmail.core.Finding;
import org.signetmail.core.internal.Ascii;
import org.signetmail.spf.record.Directive;
import org.signetmail.spf.record.MacroString;
import org.signetmail.spf.record.Mechanism;
import org.signetmail.spf.record.Modifier;
import org.signetmail.spf.record.SpfTerm;

/** What is odd in the names of a valid record: its grammar takes every printing character (RFC 7208 §7.1). */
final class NameLint {

    private static final String ALL = "all";

    /** Those that most names have, beside those of two letters. */
    private static final Set<String> TOP_LABELS =
            Set.of("com", "net", "org", "info", "biz", "edu", "gov", "mil", "int", "email", "cloud", "example", "test");

    private final RecordText text;
    private final Consumer<Finding> findings;
    private final boolean allIsMissing;

    NameLint(RecordText text, Consumer<Finding> findings) {
        this.text = text;
        this.findings = findings;
        this.allIsMissing = text.terms().stream()
                .noneMatch(term -> term instanceof Modifier.Redirect
                        || (term instanceof Directive directive && directive.mechanism() instanceof Mechanism.All));
    }

    /** Looks at the name of a term. */
    void look(int i, MacroString domain) {
        glued(i, domain);
        oddDomain(i, domain);
        pMacro(i, domain);
    }

    private void add(Finding finding) {
        findings.accept(finding);
    }

    /** The grammar lets a domain hold what begins the next term: {@code include:example.com-all} is one name. */
    private void glued(int i, MacroString domain) {
        if (domain.parts().size() != 1 || !(domain.parts().get(0) instanceof MacroString.Literal literal)) {
            return;
        }
        String word = text.word(i);
        int from = start(word);
        int behind = from + literal.text().length();
        String prefix = word.substring(behind);
        int at = gluedAt(literal.text());
        if (at == 0 && allIsMissing && endsInAll(literal.text())) {
            int seam = behind - ALL.length();
            add(text.at(
                    i,
                    seam,
                    0,
                    LintCode.TERMS_GLUED.finding(
                            text.shown(i) + " is one name to a receiver: no space stands in front of all."
                                    + nobodyHas("It", i),
                            RecordText.remedy(
                                    "Put a space there, and a qualifier: \"~all\", or \"-all\" when all senders are"
                                            + " named.",
                                    text.with(i, word.substring(0, seam) + prefix + " ~all")))));
            return;
        }
        if (at > 0) {
            String second = literal.text().substring(at);
            int firstEnd = from + at;
            while (";|".indexOf(word.charAt(firstEnd - 1)) >= 0) {
                firstEnd--;
            }
            String first = word.substring(0, firstEnd);
            // Of what may begin here, mx alone takes a prefix length.
            boolean takesPrefix = Ascii.lowerCase(second).contains("mx:");
            String both = first + (takesPrefix ? "" : prefix) + " " + second + (takesPrefix ? prefix : "");
            add(text.at(
                    i,
                    from + at,
                    0,
                    LintCode.TERMS_GLUED.finding(
                            text.shown(i) + " is one name to a receiver: no space stands in front of "
                                    + Ascii.printable(second, 40) + "." + nobodyHas("It", i),
                            RecordText.remedy("Put a space there.", text.with(i, both)))));
        }
    }

    /** Where the name of a term begins; a prefix length may stand behind it. */
    private static int start(String word) {
        int at = 0;
        while (":=".indexOf(word.charAt(at)) < 0) {
            at++;
        }
        return at + 1;
    }

    private static String withoutEmptyLabels(String word) {
        StringBuilder single = new StringBuilder(word.length());
        char before = ' ';
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c != '.' || before != '.') {
                single.append(c);
            }
            before = c;
        }
        return single.toString();
    }

    /** The grammar takes every printing character (RFC 7208 §7.1), and no domain is called so. */
    private void oddDomain(int i, MacroString domain) {
        if (domain.parts().size() != 1 || !(domain.parts().get(0) instanceof MacroString.Literal literal)) {
            return;
        }
        String name = literal.text();
        int scheme = name.indexOf("//");
        int at = name.indexOf('@');
        if (name.contains("..")) {
            String one = withoutEmptyLabels(text.word(i));
            add(text.at(
                    i,
                    LintCode.ODD_DOMAIN.finding(
                            Ascii.printable(name, 40) + " in " + text.shown(i)
                                    + " has two dots with no label between them," + " and is no domain."
                                    + nobodyHas("A receiver", i),
                            RecordText.remedy("Leave one of the dots.", text.with(i, one)))));
            return;
        }
        String what;
        int start;
        if (scheme >= 0) {
            what = "the address of a web page";
            start = scheme + 2;
        } else if (at >= 0) {
            what = "a mail address";
            start = at + 1;
        } else if (name.startsWith("*.")) {
            what = "a wildcard, which is not looked up";
            start = 2;
        } else {
            return;
        }
        int end = name.indexOf('/', start);
        String word = text.word(i);
        int from = start(word);
        String meant = word.substring(0, from)
                + name.substring(start, end < 0 ? name.length() : end)
                + word.substring(from + name.length());
        add(text.at(
                i,
                from,
                name.length(),
                LintCode.ODD_DOMAIN.finding(
                        Ascii.printable(name, 40) + " in " + text.shown(i) + " is " + what + ", and no domain."
                                + nobodyHas("A receiver", i),
                        RecordText.remedy("Write the domain alone.", text.with(i, meant)))));
    }

    /** What a receiver makes of a term whose name nobody has. */
    private String nobodyHas(String who, int i) {
        SpfTerm term = text.terms().get(i);
        // RFC 7208 §5.2, §6.1: no record there is a permerror.
        boolean leads = term instanceof Modifier.Redirect
                || (term instanceof Directive directive && directive.mechanism() instanceof Mechanism.Include);
        return leads
                ? " " + who + " finds no record there, and the check ends in permerror."
                : " " + who + " finds nothing there, and the term never "
                        + (term instanceof Directive ? "matches." : "helps.");
    }

    /** Whether a name ends in a top label that is in wide use and all behind it: comall, deall; football is one by itself. */
    private static boolean endsInAll(String name) {
        String top = Ascii.lowerCase(name.substring(name.lastIndexOf('.') + 1));
        String bare = top.endsWith(ALL) ? top.substring(0, top.length() - ALL.length()) : "";
        boolean country = bare.length() == 2 && Ascii.isLetter(bare.charAt(0)) && Ascii.isLetter(bare.charAt(1));
        return country || TOP_LABELS.contains(bare);
    }

    private static int gluedAt(String name) {
        for (String all : new String[] {"-all", "~all", "?all", "+all"}) {
            int at = name.length() - all.length();
            if (Ascii.startsWithIgnoreCase(name, at, all) && name.lastIndexOf('.', at) > 0) {
                return at;
            }
        }
        for (String begin : new String[] {"include:", "exists:", "ip4:", "ip6:", "mx:", "ptr:", "redirect=", "exp="}) {
            // What stands in front has a label behind its dot.
            for (int at = name.indexOf('.') + 2; at < name.length(); at++) {
                if (Ascii.startsWithIgnoreCase(name, at, begin)) {
                    boolean qualified = "+-~?".indexOf(name.charAt(at - 1)) >= 0;
                    return qualified ? at - 1 : at;
                }
            }
        }
        return 0;
    }

    private void pMacro(int i, MacroString domain) {
        if (domain.uses("p")) {
            add(text.at(
                    i,
                    LintCode.USES_P_MACRO.finding(
                            text.shown(i)
                                    + " has the macro p, for which a receiver asks reverse DNS: that costs one look-up"
                                    + " more, is slow, and gives \"unknown\" wherever reverse DNS fails.",
                            "Use %{i}, or name the hosts by ip4, ip6 or a.")));
        }
    }
}
