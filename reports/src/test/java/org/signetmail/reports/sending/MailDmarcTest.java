package org.signetmail.reports.sending;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signetmail.reports.AuthResult;
import org.signetmail.reports.ReportedDisposition;

/** Reports in the form of RFC 7489, which is the one that Mail::DMARC of Debian reads: it looks for elements without a namespace. */
class MailDmarcTest {

    private static final String SCRIPT = """
            use strict; use warnings; use Mail::DMARC::Report::Receive;
            no warnings "redefine";
            *Mail::DMARC::Report::save_aggregate = sub { 1 };
            binmode STDOUT, ":utf8";
            local $/;
            for my $file (@ARGV) {
                my $receive = Mail::DMARC::Report::Receive->new;
                open my $in, "<:raw", $file or die;
                $receive->handle_body(scalar <$in>);
                my $report = $receive->report->aggregate;
                my $meta = $report->metadata;
                print join("|", map { $meta->$_ } qw/ org_name email report_id begin end /), "\\n";
                my $policy = $report->policy_published;
                print join("|", map { $policy->$_ } qw/ domain p sp pct adkim aspf /), "\\n";
                for my $record (@{ $report->record }) {
                    my $row = $record->row;
                    my $evaluated = $row->policy_evaluated;
                    my $ids = $record->identifiers;
                    print join("|", $row->source_ip, $row->count,
                        (map { $evaluated->$_ } qw/ disposition dkim spf /),
                        (map { $_->{type} . ":" . ($_->{comment} || "") } @{ $evaluated->reason || [] }),
                        (map { $ids->$_ || "" } qw/ header_from envelope_from envelope_to /),
                        (map { my $r = $_; map { $r->$_ } qw/ domain selector result / } @{ $record->auth_results->dkim }),
                        (map { my $r = $_; map { $r->$_ } qw/ domain scope result / } @{ $record->auth_results->spf })), "\\n";
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    @DisplayName("RFC 7489 App. C: Mail::DMARC reads the same")
    void readBack() throws Exception {
        assumeTrue(
                perl(List.of("-MMail::DMARC::Report::Receive", "-e", "1")).exit() == 0,
                "SKIPPED: Mail::DMARC is not installed (libmail-dmarc-perl)");
        Path script = Files.writeString(folder.resolve("read.pl"), SCRIPT);
        List<String> command = new ArrayList<>(List.of(script.toString()));
        List<String> expected = new ArrayList<>();
        for (long seed = 0; seed < 10; seed++) {
            AggregateReportBuilder builder = AggregateReportBuilder.create();
            new RandomResults(seed)
                    .list(60, 30).stream().filter(MailDmarcTest::isTaken).forEach(builder::add);
            AggregateState state = builder.take(RandomResults.KEY).orElseThrow();
            Path file = folder.resolve(seed + ".xml");
            Files.write(
                    file,
                    AggregateDocument.of(
                                    state,
                                    ReportSubmitter.of("Receiver & Söhne", "receiver.example", "d@receiver.example"))
                            .withForm(AggregateForm.RFC_7489)
                            .xml());
            command.add(file.toString());
            SeenPolicy policy = state.table().policy();
            expected.add(
                    "Receiver & Söhne|d@receiver.example|1767225600-example.com@receiver.example|1767225600|1767311999");
            expected.add(
                    "example.com|" + policy.p().keyword() + "|" + policy.sp().keyword() + "|100|r|s");
            for (RowTable.Slot each : state.table().shown()) {
                expected.add(line(each.row, each.count));
            }
        }
        Ran ran = perl(command);
        assertThat(ran.exit()).as(ran.output()).isZero();
        assertThat(ran.output().lines().toList()).isEqualTo(expected);
    }

    /** It takes the results of several signatures together for one, and dies of it; it has no SPF result policy. */
    private static boolean isTaken(MessageResult result) {
        Row row = result.row();
        Row.Spf spf = row.spfResult();
        return row.signatures().size() < 2 && spf != null && spf.result() != AuthResult.POLICY;
    }

    private static String line(Row row, long count) {
        List<String> values = new ArrayList<>(List.of(row.source().toString(), Long.toString(count)));
        values.add(
                row.disposition() == ReportedDisposition.PASS
                        ? "none"
                        : row.disposition().keyword());
        values.add(row.dkim().keyword());
        values.add(row.spf().keyword());
        for (Row.Reason each : row.reasons()) {
            boolean other = each.type().keyword().equals("policy_test_mode");
            String comment = !other
                    ? each.comment()
                    : "policy_test_mode" + (each.comment().isEmpty() ? "" : ": " + each.comment());
            values.add((other ? "other" : each.type().keyword()) + ":" + comment);
        }
        values.add(row.headerFrom());
        values.add(orEmpty(row.envelopeFrom()));
        values.add(orEmpty(row.envelopeTo()));
        for (Row.Signature each : row.signatures()) {
            values.addAll(List.of(each.domain(), each.selector(), each.result().keyword()));
        }
        Row.Spf spf = row.spfResult();
        if (spf != null) {
            values.addAll(List.of(spf.domain(), "mfrom", spf.result().keyword()));
        }
        return String.join("|", values);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    /** What a program left. */
    private record Ran(int exit, String output) {}

    private Ran perl(List<String> arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("perl"));
        command.addAll(arguments);
        Path output = folder.resolve("output");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Ran(-1, "it took too long");
            }
            return new Ran(process.exitValue(), Files.readString(output, UTF_8));
        } catch (IOException e) {
            return new Ran(-1, "no perl");
        }
    }
}
