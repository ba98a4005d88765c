package org.signetmail.dmarc.domain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.Finding;
import org.signetmail.dmarc.Sentences;

/** All that is said of the texts for MTA-STS, TLS reports and BIMI, in tables of what is wrong and what is just right. */
class SentencesTest {

    @DisplayName("Records for MTA-STS")
    @Test
    void mtaSts() throws IOException {
        Sentences.check("mta-sts.txt", text -> record(MtaStsLint.recognizes(text), MtaStsLint.of(text)));
    }

    @DisplayName("Records for TLS reports")
    @Test
    void tlsRpt() throws IOException {
        Sentences.check("tls-rpt.txt", text -> record(TlsRptLint.recognizes(text), TlsRptLint.of(text)));
    }

    @DisplayName("Records for BIMI")
    @Test
    void bimi() throws IOException {
        Sentences.check("bimi.txt", text -> record(BimiLint.recognizes(text), BimiLint.of(text)));
    }

    private static List<String> record(boolean recognized, List<Finding> findings) {
        List<String> said = new ArrayList<>(List.of(recognized ? "recognized" : "something else"));
        said.addAll(Sentences.lines(findings));
        return said;
    }

    @DisplayName("Policies for MTA-STS, and what senders make of them")
    @Test
    void policies() throws IOException {
        Sentences.check("policies.txt", text -> {
            PolicyText.Read read = PolicyText.of(text);
            List<String> said = new ArrayList<>();
            said.add(
                    read.policy() == null
                            ? "no policy"
                            : read.policy().mode() + " " + read.policy().mx() + " "
                                    + read.policy().maxAge());
            said.addAll(Sentences.lines(MtaStsLint.ofPolicy(text)));
            return said;
        });
    }
}
