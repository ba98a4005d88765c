package org.signetmail.reports.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of results and states that something has changed on their way. */
class StateJsonTest {

    private static final String POLICY = """
            "policy":{"p":"reject","sp":"quarantine","np":"reject","adkim":"relaxed","aspf":"strict","fo":"1:d",\
            "testing":false,"pct":100,"discoveryMethod":"treewalk","errors":["The tag x is of no use."]}""";

    private static final String ROW = """
            "ip":"192.0.2.1","disposition":"none","dkim":"fail","spf":"fail",\
            "reasons":[{"type":"local_policy","comment":"a list"}],"headerFrom":"example.com","envelopeFrom":"",\
            "envelopeTo":"receiver.example","dkimResults":[\
            {"domain":"example.com","selector":"s1","result":"fail","humanResult":"dkim-body-hash-mismatch"}],\
            "spfResult":{"domain":"esp.example","result":"softfail","humanResult":""}""";

    static final String MESSAGE = "{\"signet\":\"message\",\"version\":1,\"domain\":\"example.com\","
            + "\"day\":\"2026-01-01\",\"received\":1767229200000,\"id\":\"AAAAAAAAACo\",\"wanted\":true,"
            + "\"report\":false," + POLICY + ",\"row\":{" + ROW + "}}";

    static final String STATE = "{\"signet\":\"state\",\"version\":1,\"domain\":\"example.com\","
            + "\"day\":\"2026-01-01\",\"ids\":\"remembered\"," + POLICY + ",\"policySeen\":1767229200000,"
            + "\"policyChanged\":false,\"worthSending\":true,\"rowsRefused\":false,\"rows\":[{" + ROW
            + ",\"count\":1,\"ids\":\"AAAAAAAAACo\"}],\"untold\":{\"count\":0,\"ids\":\"\"}}";

    private static String read(String kind, String from, String to) throws IOException {
        String line = kind.equals("state") ? STATE : MESSAGE;
        assertThat(line).contains(from);
        String changed = line.replace(from, to == null ? "" : to);
        return kind.equals("state")
                ? AggregateState.fromJson(changed, AggregateLimits.DEFAULT).toJson()
                : MessageResult.fromJson(changed).toJson();
    }

    @DisplayName("What is damaged is told, and never taken for something else")
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        message | {"signet"                | ["signet"               | it has something else at character
        message | "message"                | "state"                 | it is no message
        message | "version":1              | "version":2             | it is no message
        state   | "state"                  | "message"               | it is no state
        message | "day"                    | "date"                  | it has date where day belongs
        message | "day":"2026              | "day":2026,"x":"        | it has something else at character
        message | 2026-01-01               | 2026-13-01              | a value of it is none
        message | 2026-01-01               | 1969-12-31              | a value of it is none
        message | "domain":"example.com"   | "domain":"a..b"         | a value of it is none
        message | "received":1             | "received":"1"          | it has something else at character
        message | "received":1767229200000 | "received":1.5          | it has something else at character
        message | "id":"AAAAAAAAACo"       | "id":""                 | it has no id
        message | "id":"AAAAAAAAACo"       | "id":"AAAAAAAAACoAAAAAAAAAKg" | it has no id
        message | "id":"AAAAAAAAACo"       | "id":"AAAA"             | an id is cut off
        message | "id":"AAAAAAAAACo"       | "id":"A*AAAAAAACo"      | a value of it is none
        message | "wanted":true            | "wanted":1              | wanted is neither true nor false
        message | "wanted":true            | "wanted":null           | wanted is neither true nor false
        message | "p":"reject"             | "p":"sometimes"         | a value of it is none
        message | of no use."]             | of no use.",7]          | it has something else at character
        message | 192.0.2.1                | 192.0.2                 | an address is none
        message | 192.0.2.1                | 2001:db8::g             | an address is none
        message | "comment":"a list"}      | "comment":"a list","x":1} | it has something else at character
        message | "envelopeFrom":""        | "envelopeFrom":null     | it has something else at character
        message | "envelopeTo"             | "x"                     | a row has no dkimResults
        message | "dkimResults"            | "x"                     | a row has no dkimResults
        message | mismatch"}]              | mismatch"},7]           | it has something else at character
        message | "spfResult":{            | "spfResult":7,"x":{     | spfResult is no object
        message | }}                       | },"x":1}                | it has something else at character
        message | ""}}}                    | ""}}}{}                 | it goes on behind its end
        message | }}                       | }                       | it is not JSON, or ends too early
        state   | "remembered"             | "forgotten"             | a value of it is none
        state   | "rows"                   | "row"                   | it has no rows
        state   | "count":1,"ids":"AAAAAAAAACo" | "count":2,"ids":"AAAAAAAAACo" | a count is not that of its ids
        state   | "count":0                | "count":-1              | a count is negative
        state   | "count":0                | "count":99999999999999999999 | it is not JSON, or ends too early
        state   | "count":0                | "count":1               | a count is not that of its ids
        state   | "untold"                 | "unseen"                | it has unseen where untold belongs
        """)
    void damaged(String kind, String from, String to, String why) {
        assertThatThrownBy(() -> read(kind, from, to))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Not a line of aggregate reports, version 1: " + why);
    }

    @DisplayName("What is within bounds is read; a share is 0 to 100 percent")
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        message | "pct":100                            | "pct":101                             | "pct":100
        message | "pct":100                            | "pct":-1                              | "pct":0
        message | "pct":100                            | "pct":0                               | "pct":0
        message | "pct":100                            | "pct":99                              | "pct":99
        message | "wanted":true,"report":false         | "wanted":false,"report":true          | "wanted":false,"report":true
        message | 192.0.2.1                            | 2001:db8::1                           | "ip":"2001:db8::1"
        message | 192.0.2.1                            | 0.0.0.0                               | "ip":"0.0.0.0"
        message | 192.0.2.1                            | 255.255.255.255                       | "ip":"255.255.255.255"
        message | "envelopeFrom":"",                   | ``                                    | "example.com","envelopeTo":"receiver.example"
        message | "envelopeTo":"receiver.example",     | ``                                    | "envelopeFrom":"","dkimResults"
        message | {"type":"local_policy","comment":"a list"} | ``                              | "reasons":[]
        state   | "policyChanged":false                | "policyChanged":true                  | "policyChanged":true
        state   | "worthSending":true                  | "worthSending":false                  | "worthSending":false
        state   | "rowsRefused":false                  | "rowsRefused":true                    | "rowsRefused":true
        state   | "untold":{"count":0,"ids":""         | "untold":{"count":1,"ids":"AAAAAAAAACs" | "untold":{"count":1,"ids":"AAAAAAAAACs"}
        """)
    void read(String kind, String from, String to, String written) throws IOException {
        assertThat(read(kind, from, to)).contains(written);
    }

    @Test
    @DisplayName("Of a line that is long a part is told, in printing ASCII")
    void told() {
        assertThatThrownBy(() -> MessageResult.fromJson("{\"s\u00EFgnet\":" + "x".repeat(1000)))
                .isInstanceOf(IOException.class)
                .message()
                .isPrintable()
                .hasSizeLessThan(200);
    }
}
