package org.signetmail.reports.sending;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.DomainName;
import org.signetmail.reports.AggregateReport;
import org.signetmail.reports.AggregateRow;
import org.signetmail.reports.AuthResult;
import org.signetmail.reports.EvaluatedResult;
import org.signetmail.reports.OverrideType;
import org.signetmail.reports.ReadOutcome;
import org.signetmail.reports.ReportReader;
import org.signetmail.reports.ReportedDisposition;
import org.signetmail.testkit.Conformance;

class AggregateDocumentTest {

    private static final ReportSubmitter SUBMITTER = ReportSubmitter.of(
                    " Receiver & <Söhne>\u0000\n\uD83D\uDCE7 ", "Receiver.example", "dmarc@receiver.example")
            .withContact("https://receiver.example/?a=1&b=2");

    static AggregateState state(long seed) {
        AggregateReportBuilder builder = AggregateReportBuilder.create();
        new RandomResults(seed).list(60, 25).forEach(builder::add);
        return builder.take(RandomResults.KEY).orElseThrow();
    }

    @Test
    @DisplayName("RFC 9990 App. A: what is written is valid")
    void valid() throws Exception {
        Optional<Path> xsd = Conformance.find("reports/ietf/dmarc-2.0.xsd");
        assumeTrue(xsd.isPresent(), Conformance.MISSING);
        Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(xsd.get().toFile());
        for (long seed = 0; seed < 100; seed++) {
            byte[] xml = AggregateDocument.of(state(seed), SUBMITTER).xml();
            schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(xml)));
        }
        AggregateState over = AggregateState.fromJson(
                state(1).toJson(), AggregateLimits.DEFAULT.withRows(2).withIds(3));
        byte[] xml = AggregateDocument.of(over, SUBMITTER).xml();
        assertThat(new String(xml, UTF_8)).contains("<error>");
        schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(xml)));
    }

    @Test
    @DisplayName("RFC 7489 App. C: what is written in its form is valid by its schema")
    void validByTheOldSchema() throws Exception {
        Optional<Path> rfc = Conformance.find("../rfc/rfc7489.txt");
        assumeTrue(rfc.isPresent(), Conformance.MISSING);
        Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(new StreamSource(new StringReader(oldSchema(Files.readString(rfc.get())))));
        for (long seed = 0; seed < 30; seed++) {
            AggregateReportBuilder builder = AggregateReportBuilder.create();
            new RandomResults(seed)
                    .list(60, 25).stream()
                            // RFC 7208 §2.6 has no such result.
                            .filter(each -> each.row().spfResult() == null
                                    || each.row().spfResult().result() != AuthResult.POLICY)
                            .forEach(builder::add);
            AggregateState state = builder.take(RandomResults.KEY).orElseThrow();
            byte[] xml = AggregateDocument.of(state, SUBMITTER)
                    .withForm(AggregateForm.RFC_7489)
                    .xml();
            schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(xml)));
        }
    }

    /** Without page breaks, without the namespace that its own types are not in, and without the pattern that :: does not fit. */
    private static String oldSchema(String rfc) {
        String end = "</xs:schema>";
        return rfc.substring(rfc.indexOf("<xs:schema"), rfc.indexOf(end) + end.length())
                .replace("\f", "")
                .replaceAll("(?m)^(Kucherawy|RFC 7489 ).*$", "")
                .replace("targetNamespace=\"http://dmarc.org/dmarc-xml/0.1\"", "")
                .replaceAll("(?s)<xs:pattern .*?/>", "");
    }

    private static final String LINE = """
            {"signet":"state","version":1,"domain":"example.com","day":"2026-01-01","ids":"given-up",\
            "policy":{"p":"reject","sp":"quarantine","np":"none","adkim":"relaxed","aspf":"strict","fo":"1:d",\
            "testing":true,"pct":70,"discoveryMethod":"treewalk","errors":["The tag x is of no use."]},\
            "policySeen":1767229200000,"policyChanged":true,"worthSending":true,"rowsRefused":true,"rows":[{\
            "ip":"192.0.2.1","disposition":"pass","dkim":"pass","spf":"fail",\
            "reasons":[{"type":"policy_test_mode","comment":"t"},{"type":"sampled_out","comment":""}],\
            "headerFrom":"example.com","envelopeFrom":"bounce.example","envelopeTo":"receiver.example","dkimResults":[\
            {"domain":"example.com","selector":"s1","result":"fail","humanResult":"dkim-body-hash-mismatch"}],\
            "spfResult":{"domain":"esp.example","result":"softfail","humanResult":"spf-loop"},"count":2},{\
            "ip":"2001:db8::1","disposition":"none","dkim":"fail","spf":"fail","reasons":[],\
            "headerFrom":"example.com","dkimResults":[],"spfResult":null,"count":1}],"untold":{"count":3}}\
            """;

    @Test
    @DisplayName("RFC 9990 App. A: the whole document, each element in its place")
    void wholeDocument() throws Exception {
        AggregateState state = AggregateState.fromJson(LINE, AggregateLimits.DEFAULT);
        assertThat(new String(AggregateDocument.of(state, SUBMITTER).xml(), UTF_8))
                .isEqualTo("""
                    <?xml version="1.0" encoding="UTF-8"?>
                    <feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0">
                      <version>1.0</version>
                      <report_metadata>
                        <org_name>Receiver &amp; &lt;Söhne&gt;\uFFFD \uD83D\uDCE7</org_name>
                        <email>dmarc@receiver.example</email>
                        <extra_contact_info>https://receiver.example/?a=1&amp;b=2</extra_contact_info>
                        <report_id>1767225600-example.com@receiver.example</report_id>
                        <date_range>
                          <begin>1767225600</begin>
                          <end>1767311999</end>
                        </date_range>
                        <error>3 of 6 messages are in no record: there were more than this receiver has room for. \
                    There were more messages than this receiver remembers the ids of: those that were seen twice may be \
                    counted twice. The policy changed within the period: the last one is told, and records may go by \
                    another. The tag x is of no use.</error>
                        <generator>Signet</generator>
                      </report_metadata>
                      <policy_published>
                        <domain>example.com</domain>
                        <p>reject</p>
                        <sp>quarantine</sp>
                        <np>none</np>
                        <adkim>r</adkim>
                        <aspf>s</aspf>
                        <discovery_method>treewalk</discovery_method>
                        <fo>1:d</fo>
                        <testing>y</testing>
                      </policy_published>
                      <record>
                        <row>
                          <source_ip>192.0.2.1</source_ip>
                          <count>2</count>
                          <policy_evaluated>
                            <disposition>pass</disposition>
                            <dkim>pass</dkim>
                            <spf>fail</spf>
                            <reason>
                              <type>policy_test_mode</type>
                              <comment>t</comment>
                            </reason>
                            <reason>
                              <type>other</type>
                              <comment>sampled_out</comment>
                            </reason>
                          </policy_evaluated>
                        </row>
                        <identifiers>
                          <header_from>example.com</header_from>
                          <envelope_from>bounce.example</envelope_from>
                          <envelope_to>receiver.example</envelope_to>
                        </identifiers>
                        <auth_results>
                          <dkim>
                            <domain>example.com</domain>
                            <selector>s1</selector>
                            <result>fail</result>
                            <human_result>dkim-body-hash-mismatch</human_result>
                          </dkim>
                          <spf>
                            <domain>esp.example</domain>
                            <scope>mfrom</scope>
                            <result>softfail</result>
                            <human_result>spf-loop</human_result>
                          </spf>
                        </auth_results>
                      </record>
                      <record>
                        <row>
                          <source_ip>2001:db8::1</source_ip>
                          <count>1</count>
                          <policy_evaluated>
                            <disposition>none</disposition>
                            <dkim>fail</dkim>
                            <spf>fail</spf>
                          </policy_evaluated>
                        </row>
                        <identifiers>
                          <header_from>example.com</header_from>
                        </identifiers>
                        <auth_results>
                        </auth_results>
                      </record>
                    </feedback>
                    """);
    }

    @Test
    @DisplayName("RFC 7489 App. C: what the old form tells otherwise")
    void oldForm() throws Exception {
        AggregateState state = AggregateState.fromJson(LINE, AggregateLimits.DEFAULT);
        assertThat(new String(
                        AggregateDocument.of(state, SUBMITTER)
                                .withForm(AggregateForm.RFC_7489)
                                .xml(),
                        UTF_8))
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feedback>\n  <version>1.0</version>\n")
                .doesNotContain("<generator>", "spf-loop")
                .contains("""
                      <policy_published>
                        <domain>example.com</domain>
                        <adkim>r</adkim>
                        <aspf>s</aspf>
                        <p>reject</p>
                        <sp>quarantine</sp>
                        <pct>70</pct>
                        <fo>1:d</fo>
                      </policy_published>
                    """, """
                          <policy_evaluated>
                            <disposition>none</disposition>
                            <dkim>pass</dkim>
                            <spf>fail</spf>
                            <reason>
                              <type>other</type>
                              <comment>policy_test_mode: t</comment>
                            </reason>
                            <reason>
                              <type>sampled_out</type>
                            </reason>
                          </policy_evaluated>
                    """, """
                        <identifiers>
                          <envelope_to>receiver.example</envelope_to>
                          <envelope_from>bounce.example</envelope_from>
                          <header_from>example.com</header_from>
                        </identifiers>
                    """, """
                        <identifiers>
                          <envelope_from></envelope_from>
                          <header_from>example.com</header_from>
                        </identifiers>
                        <auth_results>
                          <spf>
                            <domain></domain>
                            <scope>mfrom</scope>
                            <result>none</result>
                          </spf>
                        </auth_results>
                    """);
    }

    @Test
    @DisplayName("RFC 7489 has no np: whoever goes by a Public Suffix List tells none")
    void noNpWithAPublicSuffixList() throws Exception {
        AggregateState state = AggregateState.fromJson(
                LINE.replace("treewalk", "psl").replace("\"testing\":true", "\"testing\":false"),
                AggregateLimits.DEFAULT);
        assertThat(new String(AggregateDocument.of(state, SUBMITTER).xml(), UTF_8))
                .doesNotContain("<np>")
                .contains("<discovery_method>psl</discovery_method>", "<testing>n</testing>");
    }

    @Test
    @DisplayName("RFC 9990 App. A: a report has a record, so one of whose messages none is told is not worth sending")
    void noRecord() {
        AggregateReportBuilder builder = AggregateReportBuilder.create(AggregateLimits.DEFAULT.withAllRowOctets(1));
        List<MessageResult> results = new RandomResults(2).list(2, 1);
        MessageResult other = results.get(1);
        AggregateKey key = new AggregateKey(DomainName.of("other.example"), RandomResults.KEY.day());
        builder.add(results.get(0));
        builder.add(new MessageResult(
                key, key.begin().toEpochMilli(), other.idHash(), true, false, other.policy(), other.row()));
        AggregateState state = builder.take(key).orElseThrow();
        assertThat(state.messages()).isEqualTo(1);
        assertThat(state.untoldMessages()).isEqualTo(1);
        assertThat(state.isWorthSending()).isFalse();
    }

    @Test
    @DisplayName("A row without a message, a place in the order alone, is no record")
    void noMessage() throws Exception {
        AggregateState one = AggregateState.fromJson(
                LINE.replace("\"spfResult\":null,\"count\":1", "\"spfResult\":null,\"count\":0"),
                AggregateLimits.DEFAULT);
        assertThat(new String(AggregateDocument.of(one, SUBMITTER).xml(), UTF_8))
                .contains("<source_ip>192.0.2.1</source_ip>")
                .doesNotContain("2001:db8::1");
        assertThat(one.isWorthSending()).isTrue();
        AggregateState none =
                AggregateState.fromJson(LINE.replaceAll("\"count\":[123]}", "\"count\":0}"), AggregateLimits.DEFAULT);
        assertThat(none.isWorthSending()).isFalse();
        assertThat(new String(AggregateDocument.of(none, SUBMITTER).xml(), UTF_8))
                .contains("<error>There were more messages");
    }

    @Test
    @DisplayName("A large report is written piece by piece")
    void pieces() throws Exception {
        AggregateReportBuilder builder = AggregateReportBuilder.create();
        new RandomResults(1).list(200, 200).forEach(builder::add);
        AggregateDocument document =
                AggregateDocument.of(builder.take(RandomResults.KEY).orElseThrow(), SUBMITTER);
        List<Integer> lengths = new ArrayList<>();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        document.writeTo(new OutputStream() {
            @Override
            public void write(int octet) {
                lengths.add(1);
                all.write(octet);
            }

            @Override
            public void write(byte[] octets, int from, int length) {
                lengths.add(length);
                all.write(octets, from, length);
            }
        });
        assertThat(all.toByteArray()).isEqualTo(document.xml());
        assertThat(lengths).hasSizeGreaterThan(10);
        assertThat(lengths.subList(0, lengths.size() - 1)).allMatch(length -> length >= 8192 && length < 12_000);
    }

    @Test
    @DisplayName("XML 1.0 §2.2: also what damaged a line on its way is written as XML that can be read")
    void damagedText() throws Exception {
        String line = state(1).toJson()
                .replace("\"headerFrom\":\"example.com\"", "\"headerFrom\":\"a\\u0000\\ud800\\uffff\"");
        AggregateState state = AggregateState.fromJson(line, AggregateLimits.DEFAULT);
        assertThat(new String(AggregateDocument.of(state, SUBMITTER).xml(), UTF_8))
                .contains("<header_from>a\uFFFD\uFFFD\uFFFD</header_from>");
    }

    @DisplayName("What is written is read back equal, without a problem or a remark that it could do without")
    @ParameterizedTest
    @EnumSource(AggregateForm.class)
    void readBack(AggregateForm form) throws Exception {
        for (long seed = 0; seed < 100; seed++) {
            AggregateState state = state(seed);
            AggregateDocument document = AggregateDocument.of(state, SUBMITTER).withForm(form);
            ReadOutcome outcome = ReportReader.DEFAULT.read(document.gzip());
            assertThat(outcome.refusals()).isEmpty();
            AggregateReport report = (AggregateReport) outcome.reports().get(0);
            boolean old = form == AggregateForm.RFC_7489;
            assertThat(report.problems())
                    .extracting(each -> each.code())
                    .allMatch(code -> old && code.startsWith("element-empty:spf.domain"));
            assertThat(report.remarks())
                    .extracting(each -> each.code())
                    .allMatch(code -> code.equals("spf-missing")
                            || (old && (code.equals("namespace-missing") || code.equals("pct"))));
            assertThat(report.namespace().isPresent()).isEqualTo(!old);
            assertThat(report.organization()).contains("Receiver & <Söhne>\uFFFD \uD83D\uDCE7");
            assertThat(report.email()).contains("dmarc@receiver.example");
            assertThat(report.extraContactInfo()).contains("https://receiver.example/?a=1&b=2");
            assertThat(report.reportId()).contains("1767225600-example.com@receiver.example");
            assertThat(report.begin()).contains(state.key().begin());
            assertThat(report.end()).contains(state.key().end());
            assertThat(report.domain()).contains("example.com");
            assertThat(report.totals().messages()).isEqualTo(60);
            assertThat(rowsOf(report)).isEqualTo(rowsOf(state, old));
        }
    }

    private static List<String> rowsOf(AggregateReport report) {
        try (Stream<AggregateRow> rows = report.rows()) {
            return rows.map(AggregateDocumentTest::line).toList();
        }
    }

    private static String line(AggregateRow row) {
        List<Object> values = new ArrayList<>(List.of(row.sourceText(), row.count()));
        values.addAll(List.of(row.disposition(), row.dkim(), row.spf()));
        row.reasons().forEach(each -> values.add(each.type() + " " + each.comment()));
        values.add(row.headerFrom());
        values.add(row.envelopeFrom());
        values.add(row.envelopeTo());
        row.dkimResults()
                .forEach(each -> values.add(
                        each.domain() + " " + each.selector() + " " + each.result() + " " + each.humanResult()));
        row.spfResults()
                .forEach(each -> values.add(
                        each.domain() + " " + each.scope() + " " + each.result() + " " + each.humanResult()));
        return values.toString();
    }

    private static List<String> rowsOf(AggregateState state, boolean old) {
        List<String> lines = new ArrayList<>();
        for (RowTable.Slot slot : state.table().shown()) {
            if (slot.count > 0) {
                lines.add(line(slot.row, slot.count, old));
            }
        }
        return lines;
    }

    private static String line(Row row, long count, boolean old) {
        List<Object> values = new ArrayList<>(List.of(row.source().toString(), count));
        boolean pass = row.disposition() == ReportedDisposition.PASS;
        values.add(old && pass ? "none" : row.disposition().keyword());
        values.addAll(List.of(keyword(row.dkim()), keyword(row.spf())));
        for (Row.Reason each : row.reasons()) {
            boolean unknown = old
                    ? each.type() == OverrideType.POLICY_TEST_MODE
                    : each.type() == OverrideType.SAMPLED_OUT || each.type() == OverrideType.FORWARDED;
            String comment = unknown && each.comment().isEmpty()
                    ? each.type().keyword()
                    : unknown ? each.type().keyword() + ": " + each.comment() : each.comment();
            values.add((unknown ? "other" : each.type().keyword()) + " " + filled(comment));
        }
        values.add(Optional.of(row.headerFrom()));
        String from = row.envelopeFrom();
        values.add(old && from == null ? Optional.of("") : Optional.ofNullable(from));
        values.add(Optional.ofNullable(row.envelopeTo()));
        row.signatures()
                .forEach(each -> values.add(Optional.of(each.domain()) + " " + Optional.of(each.selector()) + " "
                        + each.result().keyword() + " " + filled(each.why())));
        Row.Spf spf = row.spfResult();
        if (spf != null) {
            values.add(Optional.of(spf.domain()) + " mfrom " + spf.result().keyword() + " "
                    + filled(old ? "" : spf.why()));
        } else if (old) {
            values.add(Optional.of("") + " mfrom none " + Optional.empty());
        }
        return values.toString();
    }

    private static String keyword(EvaluatedResult result) {
        return result.keyword();
    }

    private static Optional<String> filled(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    @Test
    @DisplayName("RFC 9990 §3.5: id, file name, subject, gzip; the same when it is sent again")
    void names() throws Exception {
        AggregateDocument document = AggregateDocument.of(state(1), SUBMITTER);
        assertThat(document.reportId()).isEqualTo("1767225600-example.com@receiver.example");
        assertThat(document.fileName(true)).isEqualTo("receiver.example!example.com!1767225600!1767311999.xml.gz");
        assertThat(document.fileName(false)).isEqualTo("receiver.example!example.com!1767225600!1767311999.xml");
        assertThat(document.subject())
                .isEqualTo("Report Domain: example.com Submitter: receiver.example"
                        + " Report-ID: <1767225600-example.com@receiver.example>");
        AggregateDocument one = AggregateDocument.of(state(1), SUBMITTER.withInstance("mx1"));
        assertThat(one.reportId()).isEqualTo("1767225600-example.com.mx1@receiver.example");
        assertThat(one.fileName(true)).isEqualTo("receiver.example!example.com!1767225600!1767311999!mx1.xml.gz");
        assertThat(document.gzip())
                .isEqualTo(AggregateDocument.of(state(1), SUBMITTER).gzip());
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(document.gzip()))) {
            assertThat(gzip.readAllBytes()).isEqualTo(document.xml());
        }
        assertThat(new String(document.xml(), UTF_8))
                .contains("<feedback xmlns=\"urn:ietf:params:xml:ns:dmarc-2.0\">\n  <version>1.0</version>")
                .contains("<generator>Signet</generator>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a@",
                "@b.example",
                "a b@c.example",
                "a@b..example",
                "<a@b.example>",
                "a@b.example\n",
                "ä@b.example"
            })
    void whatIsNoAddressIsRefused(String email) {
        assertThatThrownBy(() -> ReportSubmitter.of("R", "receiver.example", email))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a!b", "a.b", "ü"})
    void whatIsNoInstanceIsRefused(String instance) {
        assertThatThrownBy(() -> SUBMITTER.withInstance(instance)).isInstanceOf(IllegalArgumentException.class);
    }
}
