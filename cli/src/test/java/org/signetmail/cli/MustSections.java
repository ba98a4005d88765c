package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sections of the RFCs in which something MUST or SHALL be, or is REQUIRED. */
final class MustSections {

    /** Of RFC 8616, whose sections have rules without these words, those that it has for SPF, DKIM and DMARC. */
    private static final Map<String, String> SECTIONS = Map.of(
            "RFC 6376",
            "2 2.11 3.2 3.3 3.3.1 3.3.2 3.3.3 3.3.4 3.4 3.4.1 3.4.2 3.4.4 3.5 3.6.1 3.6.2 3.6.2.2 3.7 3.9 3.10 3.11 5.3 5.3.1"
                    + " 5.4 5.4.1 5.4.2 5.5 5.6 6 6.1 6.1.1 6.1.2 6.1.3 6.3 7 8.8 8.9 C.2",
            "RFC 7208",
            "1.1.1 2.2 2.4 3.1 3.2 3.3 3.5 4 4.3 4.6.4 5.1 5.4 5.5 6 6.1 6.2 7.3 8.2 9.1",
            "RFC 7489",
            "3 6.1 6.2 6.3 6.4 6.6.2 6.6.3 6.6.4 6.7 7.1 7.2.1 7.2.1.1 7.2.2 7.3 7.3.1 12.5 C",
            "RFC 8301",
            "1 2 3.1 3.2",
            "RFC 8463",
            "2 5",
            "RFC 8601",
            "1.5.1 2.2 2.3 2.5 2.7 2.7.6 2.7.7 3 4 4.1 5",
            "RFC 8616",
            "4 5 6",
            "RFC 9989",
            "3.1 4.4.3 4.5 4.7 4.8 4.10.1 5.1.1 5.1.2 5.1.6 5.1.8 5.2 5.3.1 5.3.3 5.3.7 5.4 7.4 8 10.2" + " B.2.3 C.7");

    private static final Pattern MUST = Pattern.compile("\\b(MUST|SHALL|REQUIRED)\\b");
    private static final Pattern HEADING =
            Pattern.compile("^(?:(\\d+(?:\\.\\d+)*)\\.?|Appendix ([A-Z])\\.|([A-Z](?:\\.\\d+)+)\\.)\\s{1,3}\\S.*");
    /** A line of the table of contents, which ends in the number of a page or is filled with dots. */
    private static final Pattern CONTENTS = Pattern.compile("\\. ?\\. ?\\.|\\s\\d+$");

    private MustSections() {}

    /** The RFCs, such as {@code RFC 7208}. */
    static Set<String> rfcs() {
        return new TreeSet<>(SECTIONS.keySet());
    }

    /** Their sections, such as {@code 4.6.4}. */
    static List<String> of(String rfc) {
        return List.of(SECTIONS.get(rfc).split(" ", -1));
    }

    /** The same, out of the text of an RFC. */
    static List<String> read(Path text) throws IOException {
        Set<String> sections = new LinkedHashSet<>();
        String section = "";
        for (String line :
                Files.readString(text, UTF_8).replace("\f", "").lines().toList()) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches() && !CONTENTS.matcher(line).find()) {
                section = number(heading.toMatchResult());
            }
            if (!section.isEmpty() && MUST.matcher(line).find()) {
                sections.add(section);
            }
        }
        return List.copyOf(sections);
    }

    private static String number(MatchResult heading) {
        for (int group = 1; group <= heading.groupCount(); group++) {
            if (heading.group(group) != null) {
                return heading.group(group);
            }
        }
        throw new IllegalArgumentException(heading.group());
    }
}
