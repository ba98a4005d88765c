package org.signetmail.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DnsFailure;

class FailureTextTest {

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', textBlock = """
            SERVFAIL    | ''                  | SERVFAIL
            SERVFAIL    | SERVFAIL            | SERVFAIL
            SERVFAIL    | a: SERVFAIL         | a: SERVFAIL
            SERVFAIL    | SERVFAIL: a         | SERVFAIL: a
            SERVFAIL    | xSERVFAIL           | SERVFAIL (xSERVFAIL)
            SERVFAIL    | SERVFAILx           | SERVFAIL (SERVFAILx)
            SERVFAIL    | 1SERVFAIL           | SERVFAIL (1SERVFAIL)
            SERVFAIL    | a server is gone    | SERVFAIL (a server is gone)
            CNAME_CHAIN | a loop              | a loop
            CNAME_CHAIN | ''                  | CNAME_CHAIN
            """)
    void theReasonIsSaidOnce(DnsFailure reason, String detail, String text) {
        assertThat(FailureText.of(reason, detail)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            NETWORK     | Ask again, and if it stays so, look at the DNS server that is asked, and at the way to it.
            TIMEOUT     | Ask again, and if it stays so, look whether the DNS server that is asked answers for other names; \
            if it does, look at the name servers of the domain.
            RESOLVER    | Ask again.
            INTERRUPTED | Ask again.
            SERVFAIL    | Ask again, and if it stays so, look at the name servers of the domain.
            """)
    void advice(DnsFailure reason, String sentence) {
        assertThat(FailureText.advice(reason, "the domain")).isEqualTo(sentence);
    }
}
