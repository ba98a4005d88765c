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
        try {
            AggregateState bare = AggregateState.fromJson(state.toJson(), ReportTopology.LIMITS.withIds(0));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 13)) {
                gzip.write(bare.toJson().getBytes(US_ASCII));
            }
            return new Record<>(state.key().toString(), out.toByteArray(), closed.toEpochMilli(), headers);
        } catch (IOException e) {
            throw new UncheckedIOException("what was just written cannot be read", e);
        }
    }

    /** Reads such an order back. */
    static ClosedReport read(byte[] order, Headers headers) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(order), 1 << 13)) {
            String json = new String(in.readAllBytes(), US_ASCII);
            return new ClosedReport(
                    AggregateState.fromJson(json, ReportTopology.LIMITS.withIds(0)),
                    MailOrder.read(headers).date());
        }
    }
}
