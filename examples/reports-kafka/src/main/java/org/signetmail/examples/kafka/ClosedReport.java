package org.signetmail.examples.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.signetmail.reports.sending.AggregateDocument;
import org.signetmail.reports.sending.AggregateLimits;
import org.signetmail.reports.sending.AggregateReportBuilder;
import org.signetmail.reports.sending.AggregateState;
import org.signetmail.reports.sending.ReportSubmitter;

/**
 * A report whose numbers are final.
 *
 * @param state all that was counted
 * @param closed when, by the ticks: the date of its mail
 */
record ClosedReport(AggregateState state, Instant closed) {

    /** Headers of records. */
    static final String REPORT_ID = "report-id";

    static final String FILE_NAME = "file-name";

    private static final AggregateLimits WITHOUT_IDS = ReportTopology.LIMITS.withIds(0);

    /** Octets of the JSON of a state without ids; rows take about as much in memory. */
    private static final int LARGEST_STATE = (int) ReportTopology.LIMITS.rowOctets() * 2;

    /** What goes on {@link Topics#REPORTS}: the attachment. */
    Record<String, byte[]> document(ReportSubmitter submitter) {
        AggregateDocument document = AggregateDocument.of(state, submitter);
        RecordHeaders headers = new RecordHeaders();
        headers.add(REPORT_ID, document.reportId().getBytes(US_ASCII));
        headers.add(FILE_NAME, document.fileName(true).getBytes(US_ASCII));
        return new Record<>(state.key().toString(), document.gzip(), closed.toEpochMilli(), headers);
    }

    /** What goes on {@link Topics#MAILS}: the state without its ids, which have done their work. */
    Record<String, byte[]> order() {
        RecordHeaders headers = new RecordHeaders();
        MailOrder.first(closed).write(headers);
        AggregateReportBuilder bare = AggregateReportBuilder.create(WITHOUT_IDS);
        bare.merge(state);
        String json = bare.take(state.key()).orElseThrow().toJson();
        return new Record<>(state.key().toString(), compressed(json), closed.toEpochMilli(), headers);
    }

    private static byte[] compressed(String json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 13)) {
            gzip.write(json.getBytes(US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("memory has no such faults", e);
        }
        return out.toByteArray();
    }

    /** Reads such an order back. */
    static ClosedReport read(byte[] order, Headers headers) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(order), 1 << 13)) {
            byte[] json = in.readNBytes(LARGEST_STATE + 1);
            if (json.length > LARGEST_STATE) {
                throw new IOException("it is too large");
            }
            return new ClosedReport(
                    AggregateState.fromJson(new String(json, US_ASCII), WITHOUT_IDS),
                    MailOrder.read(headers).date());
        }
    }
}
