package org.signetmail.reports.sending;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/**
 * An aggregate report, ready to be written (RFC 9990 §3). The same state and submitter give the same octets, id and names, so that a
 * report that is sent again is known as such (§3.5.2). Immutable and thread-safe.
 */
public final class AggregateDocument {

    private final AggregateState state;
    private final ReportSubmitter submitter;
    private final AggregateForm form;

    private AggregateDocument(AggregateState state, ReportSubmitter submitter, AggregateForm form) {
        this.state = state;
        this.submitter = submitter;
        this.form = form;
    }

    /**
     * The report in the form of RFC 9990.
     *
     * @param state all that was counted
     * @param submitter who reports
     * @return the report
     */
    public static AggregateDocument of(AggregateState state, ReportSubmitter submitter) {
        return new AggregateDocument(
                Objects.requireNonNull(state, "state"),
                Objects.requireNonNull(submitter, "submitter"),
                AggregateForm.RFC_9990);
    }

    /**
     * The same in another form.
     *
     * @param newForm the form
     * @return a new report
     */
    public AggregateDocument withForm(AggregateForm newForm) {
        return new AggregateDocument(state, submitter, Objects.requireNonNull(newForm, "form"));
    }

    /**
     * Writes the XML, in UTF-8, row by row.
     *
     * @param out where to; not closed
     * @throws IOException when {@code out} does
     */
    public void writeTo(OutputStream out) throws IOException {
        new AggregateXml(Objects.requireNonNull(out, "out"), form).write(this);
    }

    /**
     * The XML.
     *
     * @return a new array, in UTF-8
     */
    public byte[] xml() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writeTo(out);
        } catch (IOException e) {
            throw new AssertionError("octets in memory", e);
        }
        return out.toByteArray();
    }

    /**
     * The XML in gzip, without a time. What it expands to is the same everywhere; its own octets are for one version of the library
     * that the JDK compresses with.
     *
     * @return a new array
     */
    public byte[] gzip() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 13)) {
            writeTo(gzip);
        } catch (IOException e) {
            throw new AssertionError("octets in memory", e);
        }
        return out.toByteArray();
    }

    /**
     * The Report-ID (RFC 9990 §3.5.1): begin and policy domain at the submitter, so that a domain gets each once.
     *
     * @return such as {@code 1767225600-example.com@receiver.example}
     */
    public String reportId() {
        return key().begin().getEpochSecond() + "-" + key().policyDomain()
                + submitter.instance().map(instance -> "." + instance).orElse("") + "@" + submitter.domain();
    }

    /**
     * The name of the file (RFC 9990 §3.5.2).
     *
     * @param compressed whether it is that of {@link #gzip}
     * @return such as {@code receiver.example!example.com!1767225600!1767311999.xml.gz}
     */
    public String fileName(boolean compressed) {
        return submitter.domain() + "!" + key().policyDomain() + "!"
                + key().begin().getEpochSecond() + "!"
                + key().end().getEpochSecond()
                + submitter.instance().map(instance -> "!" + instance).orElse("") + (compressed ? ".xml.gz" : ".xml");
    }

    /**
     * The subject of the mail (RFC 9990 §3.5.2).
     *
     * @return one line of printing ASCII
     */
    public String subject() {
        return "Report Domain: " + key().policyDomain() + " Submitter: " + submitter.domain() + " Report-ID: <"
                + reportId() + ">";
    }

    /**
     * What it is about.
     *
     * @return policy domain and day
     */
    public AggregateKey key() {
        return state.key();
    }

    /**
     * Who reports.
     *
     * @return never null
     */
    public ReportSubmitter submitter() {
        return submitter;
    }

    AggregateState state() {
        return state;
    }

    /**
     * The subject.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return subject();
    }
}
