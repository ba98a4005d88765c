package org.signetmail.dmarc.domain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.Finding;
import org.signetmail.core.internal.Ascii;

/** The text of a policy for MTA-STS (RFC 8461 §3.2): a field on each line. */
final class PolicyText {

    /** One year and a quarter of a day, RFC 8461 §3.2. */
    private static final long MAX_AGE = 31_557_600;

    /** RFC 8461 §3.2 expects weeks; Google's guide has one as the least. */
    private static final long SHORT_AGE = 604_800;

    /** More strange lines or names tell nothing new. */
    private static final int MAX_STRANGE = 5;

    /** No domain has as many mail hosts. */
    private static final int MAX_MX = 1000;

    /** RFC 8461 §3.2: what is not by the grammar need not be taken. */
    private static final String NOT_READ = " A sender may ignore the policy for that, and deliver without TLS, too.";

    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private static final List<String> KNOWN = List.of("version", "mode", "mx", "max_age");

    private final List<Finding> findings = new ArrayList<>();
    private final List<String> mx = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private MtaStsPolicy.@Nullable Mode mode;
    private long maxAge = -1;
    private String maxAgeLine = "";
    private boolean version;
    private boolean usable = true;
    private int strange;
    private int wrongNames;

    private PolicyText() {}

    /** All that is wrong with a text, and the policy if senders take it. */
    record Read(@Nullable MtaStsPolicy policy, List<Finding> findings) {}

    static Read of(String octets) {
        PolicyText text = new PolicyText();
        return text.read(octets);
    }

    private Read read(String octets) {
        boolean bareReturns = octets.indexOf('\n') < 0 && octets.indexOf('\r') >= 0;
        String whole = bareReturns ? octets.replace('\r', '\n') : octets;
        if (whole.startsWith(BYTE_ORDER_MARK)) {
            usable = false;
            findings.add(DomainCode.MTA_STS_POLICY_VERSION
                    .finding("The policy has a byte order mark (the octets 239, 187 and 191) in front of its first"
                            + " field.")
                    .remedy("Save the file as plain text without a byte order mark."));
            whole = whole.substring(BYTE_ORDER_MARK.length());
        }
        if (bareReturns) {
            usable = false;
            findings.add(DomainCode.MTA_STS_POLICY_LINE_ENDS.finding(
                    "The lines of the policy end with a carriage return (octet 13) and no line feed (octet 10), so all"
                            + " of it is one line."));
        }
        int number = 0;
        int start = 0;
        while (start < whole.length()) {
            int feed = whole.indexOf('\n', start);
            int end = feed < 0 ? whole.length() : feed;
            boolean last = end + 1 >= whole.length();
            number++;
            String line = whole.substring(start, end > start && whole.charAt(end - 1) == '\r' ? end - 1 : end);
            if (!(line.isEmpty() && last)) {
                line(line, number);
            }
            start = end + 1;
        }
        return end(whole);
    }

    private void line(String line, int number) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? line : line.substring(0, colon);
        if (colon < 0 || !KNOWN.contains(name)) {
            strange(line, number, name, colon);
            return;
        }
        // RFC 8461 §3.2: of all fields but mx, "all entries except for the first SHALL be ignored".
        if (!seen.add(name) && !name.equals("mx")) {
            addStrange(
                    line, "Line " + number + " of the policy has " + name + " again, and is ignored.", "Take it out.");
            return;
        }
        String value = Ascii.trimWsp(line.substring(colon + 1));
        switch (name) {
            case "version" -> version(line, value, number);
            case "mode" -> mode(line, value, number);
            case "max_age" -> maxAge(line, value, number);
            default -> mx(line, value, number);
        }
    }

    private void strange(String line, int number, String name, int colon) {
        String where = "Line " + number + " of the policy ";
        String bare = Ascii.lowerCase(Ascii.trimWsp(name)).replace('-', '_');
        if (Ascii.trimWsp(line).isEmpty()) {
            addStrange(line, where + "is empty, where a field has to be." + NOT_READ, "Take the line out.");
        } else if (colon < 0) {
            addStrange(
                    line,
                    where + "is " + TagText.show(line) + ", which is no field: there is no colon in it." + NOT_READ,
                    "");
        } else if (KNOWN.contains(bare)) {
            usable = false;
            String value = Ascii.trimWsp(line.substring(colon + 1));
            addStrange(
                    line,
                    where + "has the field " + TagText.show(name) + ", which nobody knows: the name is " + bare
                            + ", in lower case and without blanks. Senders take the field for missing.",
                    "Write \"" + bare + ": " + TagText.show(value) + "\".");
        } else if (strange++ < MAX_STRANGE) {
            findings.add(DomainCode.MTA_STS_POLICY_UNKNOWN_FIELD.finding(
                    line,
                    0,
                    line.length(),
                    where + "has " + (name.isEmpty() ? "a field without a name" : "the field " + TagText.show(name))
                            + ", which nobody knows."));
        }
    }

    private void addStrange(String line, String message, String remedy) {
        if (strange++ < MAX_STRANGE) {
            Finding finding = DomainCode.MTA_STS_POLICY_SYNTAX.finding(line, 0, line.length(), message);
            findings.add(remedy.isEmpty() ? finding : finding.remedy(remedy));
        }
    }

    private void version(String line, String value, int number) {
        version = true;
        if (!value.equals(MtaStsLint.VERSION)) {
            usable = false;
            findings.add(DomainCode.MTA_STS_POLICY_VERSION.finding(
                    line,
                    0,
                    line.length(),
                    "Line " + number + " of the policy has the version " + shown(value) + ", and the only one is "
                            + MtaStsLint.VERSION + "."));
        }
    }

    private void mode(String line, String value, int number) {
        for (MtaStsPolicy.Mode each : MtaStsPolicy.Mode.values()) {
            // RFC 8461 §3.2 has the words as they are, in lower case.
            if (Ascii.lowerCase(each.name()).equals(value)) {
                mode = each;
            }
        }
        if (mode == null) {
            findings.add(DomainCode.MTA_STS_POLICY_MODE.finding(
                    line,
                    0,
                    line.length(),
                    "Line " + number + " of the policy has the mode " + shown(value)
                            + ", where enforce, testing or none is wanted."));
        } else if (mode == MtaStsPolicy.Mode.TESTING) {
            findings.add(DomainCode.MTA_STS_POLICY_TESTING.finding(
                    line,
                    0,
                    line.length(),
                    "The policy has mode: testing, so senders report what is wrong, and deliver without TLS"
                            + " all the same."));
        } else if (mode == MtaStsPolicy.Mode.NONE) {
            findings.add(DomainCode.MTA_STS_POLICY_NONE.finding(
                    line,
                    0,
                    line.length(),
                    "The policy has mode: none, so senders do as if the domain had no policy."));
        }
    }

    private void maxAge(String line, String value, int number) {
        long seconds = value.isEmpty() || value.length() > 10 ? -1 : 0;
        for (int i = 0; seconds >= 0 && i < value.length(); i++) {
            char digit = value.charAt(i);
            seconds = Ascii.isDigit(digit) ? 10 * seconds + digit - '0' : -1;
        }
        if (seconds < 0 || seconds > MAX_AGE) {
            findings.add(DomainCode.MTA_STS_POLICY_MAX_AGE.finding(
                    line,
                    0,
                    line.length(),
                    "Line " + number + " of the policy has max_age " + shown(value)
                            + ", where a number of seconds from 0 to " + MAX_AGE + " is wanted."));
        } else {
            maxAge = seconds;
            maxAgeLine = line;
        }
    }

    private void mx(String line, String value, int number) {
        String name = Ascii.lowerCase(value);
        if (isPattern(name)) {
            if (mx.size() < MAX_MX) {
                mx.add(name);
            }
        } else if (wrongNames++ < MAX_STRANGE) {
            findings.add(DomainCode.MTA_STS_POLICY_MX
                    .finding(
                            line,
                            0,
                            line.length(),
                            "Line " + number + " of the policy has mx " + shown(value)
                                    + ", which is not the name of a host, and no sender can match it.")
                    .remedy(mended(name)));
        }
    }

    private static String mended(String name) {
        String bare = name.startsWith(".") ? "*" + name : name;
        bare = bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
        return isPattern(bare)
                ? "Write \"mx: " + bare + "\"."
                : "Write mx: and the name of one mail host, as the MX record has it; a line for each host.";
    }

    /** RFC 8461 §3.2: a domain as RFC 5321 §4.1.2 has it, and in front of it perhaps an asterisk as a label. */
    private static boolean isPattern(String name) {
        int label = name.startsWith("*.") ? 2 : 0;
        int labels = 0;
        boolean letter = false;
        for (int i = label; i <= name.length(); i++) {
            char c = i < name.length() ? name.charAt(i) : '.';
            if (c == '.') {
                if (i == label || i - label > 63 || name.charAt(label) == '-' || name.charAt(i - 1) == '-') {
                    return false;
                }
                labels++;
                label = i + 1;
                // An address is no name: no top-level domain is made of digits.
                letter &= i == name.length();
            } else if (Ascii.isLetterOrDigit(c) || c == '-') {
                letter |= Ascii.isLetter(c);
            } else {
                return false;
            }
        }
        return labels >= 1 && letter && name.length() <= 253;
    }

    private Read end(String whole) {
        if (seen.isEmpty()) {
            String first = firstLine(whole);
            String what = first.isEmpty()
                    ? "The policy is empty."
                    : "The policy begins with " + TagText.show(first) + " and has none of the fields of a policy.";
            findings.removeIf(finding -> finding.code().equals(DomainCode.MTA_STS_POLICY_SYNTAX.code())
                    || finding.code().equals(DomainCode.MTA_STS_POLICY_UNKNOWN_FIELD.code()));
            findings.add(DomainCode.MTA_STS_POLICY_VERSION
                    .finding(what)
                    .remedy("Serve a text file with the lines version: STSv1, mode: testing, mx: and the name of a"
                            + " mail host, and max_age: 604800."));
            return new Read(null, List.copyOf(findings));
        }
        if (!version) {
            usable = false;
            findings.add(DomainCode.MTA_STS_POLICY_VERSION.finding("The policy has no field version."));
        }
        if (!seen.contains("mode")) {
            findings.add(DomainCode.MTA_STS_POLICY_MODE.finding("The policy has no field mode."));
        }
        if (!seen.contains("max_age")) {
            findings.add(DomainCode.MTA_STS_POLICY_MAX_AGE.finding("The policy has no field max_age."));
        }
        if (!seen.contains("mx") && mode != MtaStsPolicy.Mode.NONE) {
            findings.add(DomainCode.MTA_STS_POLICY_MX.finding(
                    "The policy has no field mx, so it names no mail host. Senders do"
                            + " as if there were no policy, and deliver without TLS, too."));
        }
        if (mode == MtaStsPolicy.Mode.ENFORCE && maxAge >= 0 && maxAge < SHORT_AGE) {
            findings.add(DomainCode.MTA_STS_POLICY_SHORT_AGE.finding(
                    maxAgeLine,
                    0,
                    maxAgeLine.length(),
                    "The policy has max_age " + maxAge
                            + ", so senders that have heard nothing of it for so many seconds deliver without"
                            + " it again."));
        }
        MtaStsPolicy.Mode known = mode;
        boolean named = known == MtaStsPolicy.Mode.NONE || !mx.isEmpty();
        MtaStsPolicy policy =
                usable && known != null && maxAge >= 0 && named ? new MtaStsPolicy(known, mx, maxAge) : null;
        return new Read(policy, List.copyOf(findings));
    }

    /** Without empty lines in front of it. */
    private static String firstLine(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) <= ' ') {
            start++;
        }
        int end = text.indexOf('\n', start);
        return end < 0 ? text.substring(start) : text.substring(start, end);
    }

    private static String shown(String value) {
        return value.isEmpty() ? "without a value" : TagText.show(value);
    }
}
