package org.signetmail.reports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReportPageTest {

    static final String HOSTILE =
            "\"><script>fetch('https://evil.example/')</script><img src=//evil.example/x>\u202E=1+1\u0007";

    @TempDir
    private Path folder;

    /** A report of one day with three sources: aligned, authenticated, and with nothing. */
    static String report(int day, String name) {
        long begin = 1_767_225_600L + 86_400L * day;
        return "<feedback xmlns=\"urn:ietf:params:xml:ns:dmarc-2.0\"><version>1.0</version><report_metadata><org_name>"
                + escaped(name) + "</org_name><email>a@b.example</email><report_id>r" + day
                + "</report_id><date_range><begin>"
                + begin + "</begin><end>" + (begin + 86_399) + "</end></date_range></report_metadata><policy_published>"
                + "<domain>example.org</domain><p>none</p></policy_published>"
                + row(
                        "192.0.2.1",
                        70 + day,
                        "pass",
                        "<dkim><domain>example.org</domain><selector>s</selector>"
                                + "<result>pass</result></dkim><spf><domain>example.org</domain><result>pass</result></spf>")
                + row(
                        "198.51.100.7",
                        20,
                        "fail",
                        "<dkim><domain>esp.example</domain><selector>s</selector>"
                                + "<result>pass</result></dkim><spf><domain>bounce.esp.example</domain><result>pass</result></spf>")
                + row("2001:db8:7::1", 10, "fail", "<spf><domain>example.org</domain><result>softfail</result></spf>")
                + "</feedback>";
    }

    private static String row(String source, int count, String result, String results) {
        return "<record><row><source_ip>" + source + "</source_ip><count>" + count + "</count><policy_evaluated>"
                + "<disposition>none</disposition><dkim>" + result + "</dkim><spf>" + result
                + "</spf></policy_evaluated>"
                + "</row><identifiers><header_from>example.org</header_from></identifiers><auth_results>" + results
                + "</auth_results></record>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static ReportOverview overview(String name) {
        ReportSums sums = new ReportSums();
        for (int day = 0; day < 30; day++) {
            ReportReader.DEFAULT
                    .read(report(day, name).getBytes(UTF_8))
                    .reports()
                    .forEach(sums::add);
        }
        return sums.overview();
    }

    private static String page(String name) throws IOException {
        StringBuilder page = new StringBuilder();
        Map<String, Refusal> refused =
                Map.of(HOSTILE, new Refusal(RefusalType.EMPTY, Optional.empty(), "there is nothing in it"));
        ReportPage.write(overview(name), refused, page);
        return page.toString();
    }

    @Test
    void theFourQuestions() throws IOException {
        assertThat(page("Receiver"))
                .contains("1. How much of my mail passes?", "2. Who sends in my name?")
                .contains("3. What would p=quarantine or p=reject have cost?", "4. What did each reporter get wrong?")
                .contains("2026-01-30</td><td class=\"w\"><bdi>example.org</bdi>", "Most on a day: 129")
                .contains("192.0.2.0/24", "198.51.100.0/24", "2001:db8:7::/48")
                .contains("DKIM passes for d=esp.example, which is not aligned with example.org: have the service sign"
                        + " with d=example.org.")
                .contains("SPF passes for bounce.esp.example, which is not aligned with example.org: give the service a"
                        + " custom MAIL FROM below example.org, or let DKIM do it.")
                .contains("SPF of example.org does not cover this source (softfail): if it is yours, add its include:")
                .contains("2026-01-01 to 2026-01-30", "900 of 3,435 messages (26.2 %)");
    }

    /** What to do stands at the end of the sentence, so it is never cut; and it fits what the reporter says. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        long names              | newsletter.marketing.example.org | | <spf><domain>bounces.customer-mailings.service-provider.example</domain><result>pass</result></spf> | custom MAIL FROM below newsletter.marketing.example.org, or let DKIM do it.
        HELO counts for nothing | example.org | | <spf><domain>mail.forger.example</domain><scope>helo</scope><result>pass</result></spf> | HELO name mail.forger.example, which DMARC does not count
        RFC 9989 §3.2.10.1      | shop.example.org | | <dkim><domain>mail.example.org</domain><result>pass</result></dkim> | nothing to change here, ask the reporter.
        of somebody else        | shop.example.org | | <dkim><domain>mail.example.net</domain><result>pass</result></dkim> | which is not aligned with shop.example.org
        forwarded               | example.org | forwarded | <dkim><domain>list.example</domain><result>pass</result></dkim> | passes mail on (forwarded): nothing to change here.
        a mailing list          | example.org | mailing_list | <dkim><domain>list.example</domain><result>pass</result></dkim> | passes mail on (mailing_list): nothing to change here.
        a trusted forwarder     | example.org | trusted_forwarder | <spf><domain>f.example</domain><result>pass</result></spf> | passes mail on (trusted_forwarder): nothing to change here.
        its own policy          | example.org | local_policy | <dkim><domain>esp.example</domain><result>pass</result></dkim> | have the service sign with d=example.org.
        """)
    void whatToChange(String what, String from, String reason, String results, String advice) throws IOException {
        String row = row("192.0.2.1", 3, "fail", results).replace("<header_from>example.org", "<header_from>" + from);
        if (reason != null) {
            row = row.replace("</policy_evaluated>", "<reason><type>" + reason + "</type></reason></policy_evaluated>");
        }
        String report = report(0, "a");
        report = report.substring(0, report.indexOf("<record>")) + row + "</feedback>";
        ReportSums sums = new ReportSums();
        ReportReader.DEFAULT.read(report.getBytes(UTF_8)).reports().forEach(sums::add);
        StringBuilder page = new StringBuilder();
        ReportPage.write(sums.overview(), Map.of(), page);
        assertThat(sums.overview().sources())
                .as(what)
                .singleElement()
                .satisfies(each ->
                        assertThat(each.advice()).singleElement().asString().contains(advice));
        assertThat(sums.overview().sources().get(0).kind())
                .isEqualTo(results.contains("helo") ? SourceKind.NOTHING : SourceKind.AUTHENTICATED);
        assertThat(page).contains(advice);
    }

    /** Whatever times a program hands in: a page has dates, or none. */
    @Test
    void anyTimeCanBeShown() throws IOException {
        for (Instant time : List.of(Instant.MIN, Instant.MAX, Instant.parse("-999999999-01-01T00:00:00Z"))) {
            ReportOverview overview = Overviews.of(1, time);
            StringBuilder page = new StringBuilder();
            ReportPage.write(overview, Map.of(), page);
            assertThat(page).contains("<b>–</b>to –");
        }
    }

    /** The same text is escaped in one manner, wherever it stands. */
    @Test
    void oneMannerOfEscaping() throws IOException {
        ReportSums sums = new ReportSums();
        String report = report(0, "a").replace("<header_from>example.org", "<header_from>a\u202Eb c");
        ReportReader.DEFAULT.read(report.getBytes(UTF_8)).reports().forEach(sums::add);
        StringBuilder page = new StringBuilder();
        ReportPage.write(sums.overview(), Map.of(), page);
        assertThat(page).contains("which is not aligned with a\\{202E}b c").doesNotContain("\\226");
    }

    @Test
    void nothingAReporterWritesIsMarkup() throws IOException {
        String page = page(HOSTILE);
        assertThat(page).contains("&lt;script&gt;fetch(&#39;", "\\{202E}", "\\{0007}");
        // Whatever begins a tag is one of ours.
        int tags = 0;
        for (int i = page.indexOf('<'); i >= 0; i = page.indexOf('<', i + 1)) {
            tags++;
            String rest = page.substring(i, Math.min(page.length(), i + 12));
            assertThat(rest)
                    .matches("(?s)</?(html|head|meta|title|style|body|h[123]|p|div|b|bdi|span|table|thead|tbody|tr"
                            + "|t[hd]|ul|li|br|d[ldt]|details|summary|svg|g|rect)[ >].*|<!DOCTYPE ht");
        }
        assertThat(tags).isGreaterThan(100);
        assertThat(page.codePoints()).noneMatch(c -> c != '\n' && Character.getType(c) == Character.CONTROL);
        assertThat(page.codePoints()).noneMatch(c -> Character.getType(c) == Character.FORMAT);
        // Nothing that a browser would fetch, and no script.
        assertThat(page.toLowerCase(Locale.ROOT))
                .doesNotContain(
                        "<script", "<img", "<link", "<iframe", "src=\"", "href=", "url(", "@import", " onerror=\"");
    }

    /** Letters of other scripts that look like ours, towers of marks, and text that runs the other way. */
    @Test
    void domainsAreShownAsTheyAreAskedFor() throws IOException {
        ReportSums sums = new ReportSums();
        String report = report(0, "a\u0301\u0302\u0303\u0304")
                .replace("<header_from>example.org", "<header_from>\u0430pple.example")
                .replace("<domain>example.org", "<domain>b\u00FCcher.example");
        ReportReader.DEFAULT.read(report.getBytes(UTF_8)).reports().forEach(sums::add);
        StringBuilder page = new StringBuilder();
        ReportPage.write(sums.overview(), Map.of(), page);
        assertThat(page.toString())
                .contains("<bdi>xn--pple-43d.example</bdi>", "<bdi>xn--bcher-kva.example</bdi>")
                .contains("<bdi>a\u0301\u0302\\{0303}\\{0304}</bdi>")
                .contains("which is not aligned with xn--pple-43d.example: have the service sign");
    }

    private static ReportOverview manySources(int sources) {
        StringBuilder report = new StringBuilder(report(0, "Receiver").replace("</feedback>", ""));
        for (int i = 0; i < sources; i++) {
            report.append(row("10." + (i >> 8) + "." + (i & 255) + ".1", i + 1, "fail", ""));
        }
        ReportSums sums = new ReportSums();
        ReportReader.DEFAULT
                .read(report.append("</feedback>").toString().getBytes(UTF_8))
                .reports()
                .forEach(sums::add);
        return sums.overview();
    }

    /** The first fifty are read and printed, the others unfold, and what is not there is counted. */
    @Test
    void manySourcesComeInPieces() throws IOException {
        StringBuilder page = new StringBuilder();
        ReportPage.write(manySources(10_499), Map.of(), page);
        assertThat(page)
                .contains("Nothing passes: 10,500 sources")
                .contains("<summary>51 to 1,050 of 10,500 sources</summary>")
                .contains("<summary>9,051 to 10,000 of 10,500 sources</summary>")
                .contains("<p class=\"soft\">500 more sources are not on this page.</p>")
                .contains("<td class=\"w\">10.1.243.0/24</td>")
                .doesNotContain("<td class=\"w\">10.1.242.0/24</td>");
        assertThat(page.length()).isLessThan(8_000_000);
    }

    /** What a reporter did wrong is told in words, too. */
    @Test
    void codesAreExplained() throws IOException {
        ReportSums sums = new ReportSums();
        String report = report(0, "a").replace("<disposition>none", "<disposition>None");
        ReportReader.DEFAULT.read(report.getBytes(UTF_8)).reports().forEach(sums::add);
        StringBuilder page = new StringBuilder();
        ReportPage.write(sums.overview(), Map.of(), page);
        assertThat(page)
                .contains("<bdi>enum-case:disposition</bdi>")
                .contains("<dt>enum-case</dt><dd>" + ReportFault.ENUM_CASE.meaning() + "</dd>");
        assertThat(ReportFault.values()).allMatch(each -> each.meaning().matches("[A-Za-z][ -~]+[^.]"));
    }

    @Test
    void hostileNamesAreCutWhereTheyAreKept() {
        ReportSums sums = new ReportSums();
        String longest = "x".repeat(60_000);
        String report = report(0, longest).replace("<header_from>example.org", "<header_from>" + longest);
        ReportReader.DEFAULT.read(report.getBytes(UTF_8)).reports().forEach(sums::add);
        assertThat(sums.overview().reporters().get(0).name()).hasSizeLessThan(300);
        assertThat(sums.overview().sources())
                .allMatch(each -> each.domains().get(0).length() < 300);
    }

    @Test
    void sourcesByConfirmedName() {
        ReportSums sums = new ReportSums();
        ReportReader.DEFAULT.read(report(0, "a").getBytes(UTF_8)).reports().forEach(sums::add);
        ReportOverview overview = sums.overview(
                address -> address.getAddress().length == 4 ? Optional.of("mailer.example") : Optional.empty());
        assertThat(overview.sources())
                .extracting(SourceSums::name)
                .containsExactly("mailer.example", "mailer.example", "2001:db8:7::/48");
        assertThat(overview.sources()).extracting(SourceSums::messages).containsExactly(70L, 20L, 10L);
    }

    @Test
    void aReportIsCountedOnce() {
        ReportSums sums = new ReportSums();
        for (int i = 0; i < 3; i++) {
            ReportReader.DEFAULT.read(report(0, "a").getBytes(UTF_8)).reports().forEach(sums::add);
        }
        assertThat(sums.overview().leftOut()).isEqualTo(2);
        assertThat(sums.overview().messages()).isEqualTo(100);
    }

    /** Each failure with what to do about it. */
    @ParameterizedTest
    @EnumSource
    void tlsFailures(TlsResultType type) throws IOException {
        ReportSums sums = new ReportSums();
        String report = "{\"organization-name\":\"A\",\"report-id\":\"1\",\"date-range\":{},\"policies\":[{\"policy\":"
                + "{\"policy-domain\":\"example.org\"},\"summary\":{\"total-failure-session-count\":3},\"failure-details\":"
                + "[{\"result-type\":\"" + type.keyword()
                + "\",\"failed-session-count\":3},{\"result-type\":\"<x>\"}]}]}";
        ReportReader.DEFAULT.read(report.getBytes(UTF_8)).reports().forEach(sums::add);
        StringBuilder page = new StringBuilder();
        ReportPage.write(sums.overview(), Map.of(), page);
        assertThat(page).contains("<bdi>3 " + type.keyword() + "</bdi>", "<bdi>0 &lt;x&gt;</bdi>");
        assertThat(page.substring(page.indexOf("<h3>What to do</h3>")))
                .containsOnlyOnce("<dt>")
                .contains("<dt>" + type.keyword() + "</dt><dd>" + type.remedy() + "</dd>");
        assertThat(type.remedy()).contains(": ").endsWith(".");
    }

    /** The ends of a plot are those of its first and last bar, or of a week. */
    @Test
    void daysOfAPlot() throws IOException {
        assertThat(plot(report(1, "A"))).contains("<span>2025-12-27</span><span>2026-01-02</span>", "x=\"617.1\"");
        assertThat(plot(report(0, "A"), report(9, "A")))
                .contains("<span>2026-01-01</span><span>2026-01-10</span>", "x=\"0.0\"", "x=\"648.0\"");
    }

    private static String plot(String... reports) throws IOException {
        ReportSums sums = new ReportSums();
        for (String each : reports) {
            ReportReader.DEFAULT.read(each.getBytes(UTF_8)).reports().forEach(sums::add);
        }
        StringBuilder page = new StringBuilder();
        ReportPage.write(sums.overview(), Map.of(), page);
        return page.toString();
    }

    /** In a browser: both schemes, a phone's width, and no request. */
    @Test
    @Tag("slow")
    void inABrowser() throws Exception {
        Optional<String> chromium = chromium();
        assumeTrue(chromium.isPresent(), "SKIPPED: no chromium, so nobody has looked at the page");
        Path page = folder.resolve("page.html");
        Files.writeString(page, page(HOSTILE));

        Path large = folder.resolve("large.html");
        StringBuilder many = new StringBuilder();
        ReportPage.write(manySources(10_000), Map.of(), many);
        Files.writeString(large, many);
        Path printed = folder.resolve("large.pdf");
        run(chromium.get(), "--print-to-pdf=" + printed, large.toUri().toString());
        assertThat(Files.readString(printed, ISO_8859_1)).startsWith("%PDF-").contains("%%EOF");

        BufferedImage light = screenshot(chromium.get(), page, 1200, "--blink-settings=preferredColorScheme=1");
        assertThat(light.getRGB(2, 2) & 0xFFFFFF).isEqualTo(0xFFFFFF);
        BufferedImage dark = screenshot(chromium.get(), page, 1200, "--blink-settings=preferredColorScheme=0");
        assertThat(dark.getRGB(2, 2) & 0xFFFFFF).isEqualTo(0x14171A);
        // Both schemes have bars in their own green.
        assertThat(count(light, 0x1A7F4B)).isGreaterThan(1000);
        assertThat(count(dark, 0x4CC38A)).isGreaterThan(1000);

        Path frame = folder.resolve("frame.html");
        Files.writeString(
                frame,
                "<iframe id=f width=360 height=800 srcdoc=\""
                        + Files.readString(page).replace("&", "&amp;").replace("\"", "&quot;")
                        + "\"></iframe><pre id=o></pre><script>f.onload=()=>{o.textContent='width '"
                        + "+f.contentDocument.documentElement.scrollWidth+' of '+f.clientWidth+' scripts '"
                        + "+f.contentDocument.scripts.length+' images '+f.contentDocument.images.length}</script>"
                        + "<img src='http://127.0.0.1:65533/around-it'>");
        Path asked = folder.resolve("asked.json");
        assertThat(run(
                        chromium.get(),
                        "--log-net-log=" + asked,
                        "--dump-dom",
                        frame.toUri().toString()))
                .contains("width 360 of 360 scripts 0 images 0");
        assertThat(Files.readString(folder.resolve("net.json"))).doesNotContain("evil.example");
        // The log does have what is asked for: by the page around it, and not by it.
        assertThat(Files.readString(asked)).contains("/around-it").doesNotContain("evil.example");
    }

    private static int count(BufferedImage image, int color) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += (image.getRGB(x, y) & 0xFFFFFF) == color ? 1 : 0;
            }
        }
        return count;
    }

    private BufferedImage screenshot(String chromium, Path page, int width, String scheme) throws Exception {
        Path image = folder.resolve("shot.png");
        run(
                chromium,
                scheme,
                "--window-size=" + width + ",1400",
                "--screenshot=" + image,
                "--log-net-log=" + folder.resolve("net.json"),
                page.toUri().toString());
        return ImageIO.read(image.toFile());
    }

    private String run(String chromium, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                chromium,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--force-color-profile=srgb",
                "--user-data-dir=" + folder.resolve("profile")));
        command.addAll(List.of(options));
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(command)
                .redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        return Files.readString(said);
    }

    private static Optional<String> chromium() {
        return List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome").stream()
                .filter(each -> Files.isExecutable(Path.of(each)))
                .findFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 5, 0.0 %",
        "5, 5, 100.0 %",
        "1, 10000, below 0.1 %",
        "9999, 10000, above 99.9 %",
        "1, 3, 33.3 %",
        "0, 0, –"
    })
    void whatIsNotAllIsNotShownAsAll(long part, long whole, String shown) {
        assertThat(ReportPage.percent(part, whole)).isEqualTo(shown);
    }

    /** A false date, or a forged one, does not push the others out of the plot. */
    @Test
    void aDayFarFromTheOthersIsNotPlotted() throws IOException {
        ReportSums sums = new ReportSums();
        for (String begin : List.of("1767225600", "1767312000", "99999999999")) {
            String xml = HostileInputs.HEAD.replace("1767225600", begin).replace("1767311999", begin)
                    + HostileInputs.ROW_START + HostileInputs.ROW_END + "</feedback>";
            sums.add(ReportReader.DEFAULT
                    .read(xml.getBytes(StandardCharsets.UTF_8))
                    .reports()
                    .get(0));
        }
        StringBuilder page = new StringBuilder();
        ReportPage.write(sums.overview(), Map.of(), page);

        assertThat(page.toString())
                .contains(
                        "<title>2026-01-01: 1 pass, 0 fail</title>",
                        "<title>2026-01-02: 1 pass",
                        "Days after 2026-01-02 are far from the others, and in the table alone.",
                        "<span class=\"d\">5138-11-16</span>")
                .doesNotContain("<title>5138");
    }
}
