package org.signetmail.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.signetmail.core.FindingCode;
import org.signetmail.dkim.DkimLint;
import org.signetmail.dmarc.DmarcLint;
import org.signetmail.dmarc.domain.DomainCheck;
import org.signetmail.spf.SpfLint;

/** All kinds of findings about what is published: docs/findings.md, allow-lists and SARIF are made from them. */
final class FindingCodes {

    private FindingCodes() {}

    /** Each kind once, by its code, in the order of the protocols. */
    private static Map<String, FindingCode> byName() {
        Map<String, FindingCode> codes = new LinkedHashMap<>();
        for (List<FindingCode> each : List.of(
                SpfLint.codes(),
                DkimLint.codes(),
                DmarcLint.codes(),
                DomainCheck.codes(),
                List.of(AllowList.EXPIRED, AllowList.UNUSED))) {
            each.forEach(code -> codes.putIfAbsent(code.code(), code));
        }
        return codes;
    }

    static List<FindingCode> all() {
        return List.copyOf(byName().values());
    }

    static Collection<String> names() {
        return byName().keySet();
    }
}
