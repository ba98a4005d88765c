package org.signetmail.dmarc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DomainName;
import org.signetmail.core.Parsed;
import org.signetmail.core.internal.Ascii;

/** All that is said of the text of a DMARC record, in tables of typing errors and of what is just right. */
class SentencesTest {

    @DisplayName("Tags: names and values that are wrong, cut off or run into each other")
    @Test
    void tags() throws IOException {
        Sentences.check("tags.txt", text -> Sentences.lines(DmarcLint.of(text)));
    }

    @DisplayName("The beginning of a record, and what a parser says of it")
    @Test
    void beginnings() throws IOException {
        Sentences.check("beginnings.txt", text -> {
            Parsed<DmarcRecord> parsed = DmarcRecord.parse(text);
            List<String> said = new ArrayList<>(List.of(parsed.kind().toString()));
            said.addAll(Sentences.lines(parsed.findings()));
            DmarcLint.of(text).stream()
                    .filter(finding -> finding.code().equals("dmarc-not-a-record"))
                    .forEach(finding -> said.add(finding.remedy()));
            return said;
        });
    }

    @DisplayName("URIs of a rua tag: which there are, and where reports would go")
    @Test
    void uris() throws IOException {
        Sentences.check("uris.txt", text -> {
            String record = "v=DMARC1; p=reject; rua=" + text;
            List<String> said = new ArrayList<>();
            DmarcRecord.parse(record)
                    .record()
                    .orElseThrow()
                    .rua()
                    .forEach(uri -> said.add(uri + " -> " + uri.scheme()
                            + " " + Ascii.printable(uri.address(), 100) + " "
                            + uri.host().map(DomainName::toString).orElse("nowhere")));
            said.addAll(Sentences.lines(DmarcLint.of(record)));
            return said;
        });
    }
}
