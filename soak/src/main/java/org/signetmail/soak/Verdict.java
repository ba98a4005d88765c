package org.signetmail.soak;

import java.util.ArrayList;
import java.util.List;
import org.signetmail.dmarc.Authentication;

/**
 * What has come out for a message: all that does not tell of time.
 *
 * @param spf its result
 * @param dkim the result of each signature
 * @param dmarc its result
 * @param text everything that a server writes down or says
 */
record Verdict(String spf, List<String> dkim, String dmarc, String text) {

    private static final String TEMPERROR = "temperror";

    static Verdict of(Authentication result) {
        return new Verdict(
                result.spf().result().keyword(),
                result.dkim().stream().map(each -> each.result().keyword()).toList(),
                result.dmarc().result().keyword(),
                String.join(
                        "\n",
                        result.summary(),
                        result.spf() + " " + result.spf().problem() + " "
                                + result.spf().explanation(),
                        result.dkim().stream()
                                .map(each -> each + " " + each.problem())
                                .toList()
                                .toString(),
                        result.dmarc() + " " + result.dmarc().problem(),
                        result.reply().line(),
                        result.toAuthenticationResults("mx.example.org").toField(),
                        result.toReceivedSpf("mx.example.org").toField()));
    }

    /** In 64 bits, for those who keep many. */
    long hash() {
        long hash = 0;
        for (int i = 0; i < text.length(); i++) {
            hash = 1_099_511_628_211L * (hash ^ text.charAt(i));
        }
        return hash;
    }

    boolean isTemporary() {
        return spf.equals(TEMPERROR) || dkim.contains(TEMPERROR) || dmarc.equals(TEMPERROR);
    }

    /** Whether it is another one, or a temporary error wherever it differs from it. */
    boolean isOrIsTemporary(Verdict other) {
        List<String> mine = results();
        List<String> theirs = other.results();
        if (mine.size() != theirs.size()) {
            return false;
        }
        for (int i = 0; i < mine.size(); i++) {
            if (!mine.get(i).equals(theirs.get(i)) && !mine.get(i).equals(TEMPERROR)) {
                return false;
            }
        }
        return true;
    }

    private List<String> results() {
        List<String> results = new ArrayList<>(dkim);
        results.add(spf);
        results.add(dmarc);
        return results;
    }
}
