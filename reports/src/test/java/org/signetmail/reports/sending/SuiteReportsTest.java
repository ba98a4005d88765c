package org.signetmail.reports.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.core.RecordType;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.DispositionPolicy;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.reports.AggregateReport;
import org.signetmail.reports.ReadOutcome;
import org.signetmail.reports.ReportReader;
import org.signetmail.testkit.Conformance;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The messages of the DKIM suite, odd signatures and all, as a receiver would report them. */
class SuiteReportsTest {

    private static final Instant RECEIVED = Instant.ofEpochSecond(1_767_225_600);

    private static final Duration TTL = Duration.ofMinutes(5);

    @Test
    @DisplayName("RFC 9990: whatever was authenticated gives a report that is valid and read back")
    void everyMessage() throws Exception {
        Optional<Path> manifest = Conformance.find("dkim/manifest.json");
        Optional<Path> xsd = Conformance.find("reports/ietf/dmarc-2.0.xsd");
        assumeTrue(manifest.isPresent() && xsd.isPresent(), Conformance.MISSING);
        Validator validator = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(xsd.get().toFile())
                .newValidator();
        AggregateReportBuilder builder = AggregateReportBuilder.create();
        int counted = 0;
        for (Object each : entries(manifest.get())) {
            Map<?, ?> entry = (Map<?, ?>) each;
            String file = (String) entry.get("file");
            Message message = Message.of(Files.readAllBytes(manifest.get().resolveSibling(file)));
            Authentication checked = MailAuthenticator.using(dns((Map<?, ?>) entry.get("dns")))
                    .withDispositionPolicy(DispositionPolicy.neverReject())
                    .authenticate(
                            message,
                            Envelope.from(InetAddress.getByName("192.0.2.1"))
                                    .helo("mx.sender.example")
                                    .mailFrom("a@sender.example"));
            counted += builder.add(checked, file, RECEIVED) ? 1 : 0;
            Optional<MessageResult> result = MessageResult.of(checked, file, RECEIVED);
            if (result.isPresent()) {
                assertThat(MessageResult.fromJson(result.get().toJson())).isEqualTo(result.get());
            }
        }
        assertThat(counted).isGreaterThan(250);

        long told = 0;
        for (AggregateKey key : builder.keys()) {
            AggregateState state = builder.take(key).orElseThrow();
            assertThat(AggregateState.fromJson(state.toJson(), AggregateLimits.DEFAULT))
                    .isEqualTo(state);
            byte[] xml = AggregateDocument.of(
                            state, ReportSubmitter.of("Receiver", "receiver.example", "dmarc@receiver.example"))
                    .xml();
            validator.validate(new StreamSource(new ByteArrayInputStream(xml)));
            ReadOutcome outcome = ReportReader.DEFAULT.read(xml);
            AggregateReport report = (AggregateReport) outcome.reports().get(0);
            assertThat(report.problems()).as(key.toString()).isEmpty();
            assertThat(report.domain()).contains(key.policyDomain().toString());
            assertThat(report.totals().messages()).isEqualTo(state.messages());
            told += report.totals().messages();
        }
        assertThat(told).isEqualTo(counted);
    }

    private static List<?> entries(Path manifest) throws Exception {
        return (List<?>)
                new Load(LoadSettings.builder().setCodePointLimit(1 << 26).build())
                        .loadFromString(Files.readString(manifest));
    }

    /** The keys of the suite, and a policy for whoever it is. */
    private static DnsResolver dns(Map<?, ?> keys) {
        return (name, type) -> {
            String text = name.toString();
            Object records = keys.get(text);
            DnsAnswer answer;
            if (type == RecordType.TXT && text.startsWith("_dmarc.") && name.labelCount() == 3) {
                answer = found(List.of("v=DMARC1; p=reject; rua=mailto:r@" + text.substring("_dmarc.".length())));
            } else if (type == RecordType.TXT && records instanceof List<?> list && !list.isEmpty()) {
                answer = found(list);
            } else {
                answer = new DnsAnswer.NxDomain(TTL, false, Optional.empty());
            }
            return CompletableFuture.completedFuture(answer);
        };
    }

    private static DnsAnswer found(List<?> texts) {
        return new DnsAnswer.Found(
                texts.stream().map(text -> DnsRecord.text(String.valueOf(text))).toList(),
                TTL,
                false,
                Optional.empty());
    }
}
