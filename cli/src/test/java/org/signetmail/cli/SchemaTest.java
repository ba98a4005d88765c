package org.signetmail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code signet check} and {@code signet lint} print for programs is as the schemas say: that of SARIF, and ours. */
class SchemaTest {

    private static final Instant DAY = Instant.parse("2026-06-15T12:00:00Z");

    private static final String ALLOWED = """
            spf-uses-ptr * 2027-01-31 until the relay has a name
            mx-none * 2026-01-01 long ago
            """;

    @TempDir
    private Path folder;

    private String signet(String... args) throws IOException {
        Files.writeString(folder.resolve("zone"), CheckCommandTest.zone());
        Files.writeString(folder.resolve("allow"), ALLOWED);
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--allow", folder.resolve("allow").toString()));
        if (args[0].equals("check")) {
            all.addAll(List.of("--dns", folder.resolve("zone").toString()));
        }
        StringWriter out = new StringWriter();
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        Console console = Console.of(InputStream.nullInputStream(), new PrintWriter(out, true), nowhere)
                .withClock(() -> DAY);
        Main.run(console, all.toArray(new String[0]));
        return out.toString();
    }

    private static final String[] DOMAINS = {
        "check",
        "good.example",
        "bad.example",
        "soft.example",
        "slow.example",
        "worse.example",
        "evil.example",
        "nowhere.example",
        "-s",
        "rsa,s,k",
        "--profile",
        "google"
    };

    private static final String[] RECORDS = {
        "lint",
        "v=spf1 ptr ipv4:192.0.2.1 -all",
        "v:DMARC1;p=reject;pct=100;rua=mailto:support@example.com:fo=1;adkim=s;aspf=s;",
        "k=rsa; p=MIGf",
        "v=STSv1; id=-",
        "mode: \u001B[31m",
        "v=TLSRPTv1; rua=\u20AC",
        "v=BIMI1; l=x",
        "v=spf1 -all"
    };

    private static String[] with(String[] args, String form) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add(form);
        return all.toArray(new String[0]);
    }

    private static Schema sarif() throws IOException {
        try (InputStream in = SchemaTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Schema ours(String name) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Repository.file("docs/schema/" + name)));
    }

    private static List<Error> faults(Schema schema, String json) {
        return schema.validate(
                json,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    @Test
    @DisplayName("SARIF 2.1.0: check and lint fit the schema of OASIS")
    void sarifFits() throws IOException {
        Schema schema = sarif();
        assertThat(faults(schema, signet(with(DOMAINS, "--sarif")))).isEmpty();
        assertThat(faults(schema, signet(with(RECORDS, "--sarif")))).isEmpty();
        assertThat(faults(schema, signet("check", "good.example", "-s", "rsa", "--sarif")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "\"level\":\"note\", \"level\":\"info\"",
        "\"charOffset\":, \"charOffset\":-9",
        "\"version\":\"2.1.0\", \"version\":\"2.2.0\"",
        "\"uri\":\"dns:, \"uri\":\"a b:",
        "\"results\":, \"result\":"
    })
    @DisplayName("SARIF 2.1.0: what is spoilt does not fit")
    void spoiltSarifDoesNotFit(String right, String wrong) throws IOException {
        String log = signet(with(DOMAINS, "--sarif"));
        assertThat(log).contains(right);
        assertThat(faults(sarif(), log.replace(right, wrong))).isNotEmpty();
    }

    @Test
    @DisplayName("--json: each line fits docs/schema")
    void jsonFits() throws IOException {
        List<String> domains = signet(with(DOMAINS, "--json")).lines().toList();
        assertThat(domains)
                .hasSize(7)
                .allSatisfy(
                        line -> assertThat(faults(ours("check-1.json"), line)).isEmpty());
        assertThat(faults(ours("check-1.json"), CheckCommandTest.withPolicy("--json")))
                .isEmpty();
        List<String> records = signet(with(RECORDS, "--json")).lines().toList();
        assertThat(records)
                .hasSize(8)
                .allSatisfy(
                        line -> assertThat(faults(ours("lint-1.json"), line)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"version\"", "\"findings\"", "\"message\"", "\"severity\"", "\"remedy\""})
    @DisplayName("--json: an object without one of its keys does not fit")
    void spoiltJsonDoesNotFit(String key) throws IOException {
        String domain = signet("check", "bad.example", "--json");
        String record = signet("lint", RECORDS[1], "--json");
        assertThat(faults(ours("check-1.json"), domain.replace(key, "\"x\""))).isNotEmpty();
        assertThat(faults(ours("lint-1.json"), record.replace(key, "\"x\""))).isNotEmpty();
    }
}
