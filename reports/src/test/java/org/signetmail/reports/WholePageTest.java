package org.signetmail.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All that stands on a page, tag by tag. */
class WholePageTest {

    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2026-01-03T23:59:59Z");

    /** Of a sum of nothing but what is handed in. */
    private static ReportOverview overview(
            long times,
            long messages,
            long passing,
            List<DaySums> days,
            List<DomainSums> undated,
            List<SourceSums> sources,
            long otherSources,
            List<ReporterSums> reporters,
            List<TlsSums> tls,
            long failureReports) {
        return new ReportOverview(
                5,
                times,
                times,
                times,
                times,
                messages,
                passing,
                times,
                Optional.of(FIRST),
                Optional.of(LAST),
                days,
                undated,
                sources,
                otherSources,
                reporters,
                tls,
                failureReports);
    }

    private static String page(ReportOverview overview, Map<String, Refusal> refused) throws IOException {
        StringBuilder page = new StringBuilder();
        ReportPage.write(overview, refused, page);
        return page.toString();
    }

    private static String body(ReportOverview overview, Map<String, Refusal> refused) throws IOException {
        String page = page(overview, refused);
        return page.substring(page.indexOf("<p>Whoever can write"));
    }

    private static SourceSums source(String name, int networks, SourceKind kind, long messages, String... advice) {
        return new SourceSums(
                name,
                networks,
                kind,
                networks,
                messages,
                1,
                2,
                3,
                List.of("a.example", "b.example"),
                Optional.of(FIRST),
                Optional.of(LAST),
                List.of(advice));
    }

    @Test
    void everything() throws IOException {
        LocalDate day = LocalDate.of(2026, 1, 1);
        ReportOverview overview = overview(
                1,
                100,
                90,
                List.of(
                        new DaySums(day, "a.example", 30, 10),
                        new DaySums(day, "b.example", 20, 0),
                        new DaySums(day.plusDays(9), "a.example", 0, 40)),
                List.of(new DomainSums("c.example", 1, 3)),
                List.of(
                        source("192.0.2.0/24", 2, SourceKind.ALIGNED, 90),
                        source("<x>", 1, SourceKind.AUTHENTICATED, 1, "Do this.", "Do that."),
                        source("198.51.100.0/24", 1, SourceKind.NOTHING, 1000, "Stop it.")),
                7,
                List.of(
                        new ReporterSums("R", 1, 1, List.of(), Set.of()),
                        new ReporterSums(
                                "", 2, 1000, List.of("whitespace", "count-zero"), Set.of(ReportFault.WHITESPACE))),
                List.of(new TlsSums("a.example", 5, 3, new TreeMap<>(Map.of("certificate-expired", 2L, "other", 1L)))),
                1);
        assertThat(body(
                        overview,
                        Map.of("f.xml", new Refusal(RefusalType.EMPTY, Optional.empty(), "there is nothing in it"))))
                .isEqualTo(EVERYTHING);
    }

    @Test
    void nothing() throws IOException {
        assertThat(body(overview(0, 0, 0, List.of(), List.of(), List.of(), 0, List.of(), List.of(), 0), Map.of()))
                .isEqualTo(NOTHING);
    }

    /** Of what there are two or more. */
    @Test
    void several() throws IOException {
        ReportOverview overview = overview(2, 0, 0, List.of(), List.of(), List.of(), 0, List.of(), List.of(), 2);
        assertThat(body(overview, Map.of()))
                .contains("""
                    <p>2 reports more came in mail that does not prove who sent it, and are not in the sums.</p>
                    <p>Of 2 messages the reporter does not say whether they pass; they are among those that fail.</p>
                    <p>2 reports with the reporter, id, domain and period of one that came before say something else, and are \
                    left out.</p>
                    <p>2 reports are partial: the rows before the damage or the limit.</p>
                    <div class="cards">
                    <div class="card"><b>5</b>reports; 2 came again</div>
                    """, "<p>2 failure reports, each of one message, are not in the sums above.</p>")
                // Of failure reports alone nobody needs to know that they tell of no mail that passes.
                .doesNotContain("pass DMARC");
        ReportOverview tls = overview(
                0, 0, 0, List.of(), List.of(), List.of(), 0, List.of(), List.of(new TlsSums("a", 1, 0, Map.of())), 0);
        assertThat(body(tls, Map.of())).doesNotContain("pass DMARC", "What to do");
    }

    private static List<DaySums> days(int... from) {
        List<DaySums> days = new ArrayList<>();
        for (int each : from) {
            days.add(new DaySums(LocalDate.of(2026, 1, 1).plusDays(each), "a.example", 1, 0));
        }
        return days;
    }

    private static String ofDays(List<DaySums> days) throws IOException {
        return page(overview(0, 1, 1, days, List.of(), List.of(), 0, List.of(), List.of(), 0), Map.of());
    }

    /** A week at least, 92 days at most, and without days a year away from most mail. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0        | 2025-12-26 | 2026-01-01 |
        0 5      | 2025-12-31 | 2026-01-06 |
        0 6      | 2026-01-01 | 2026-01-07 |
        0 7      | 2026-01-01 | 2026-01-08 |
        0 91     | 2026-01-01 | 2026-04-02 |
        0 92     | 2026-01-02 | 2026-04-03 | The last 92 days; all are in the table.
        0 1 366  | 2026-10-03 | 2027-01-02 | The last 92 days; all are in the table.
        0 1 367  | 2026-10-04 | 2027-01-03 | The last 92 days; all are in the table.
        0 1 368  | 2025-12-27 | 2026-01-02 | Days after 2026-01-02 are far from the others
        0 368    | 2026-10-05 | 2027-01-04 | The last 92 days; all are in the table.
        """)
    void endsOfAPlot(String days, LocalDate first, LocalDate last, String told) throws IOException {
        String page = ofDays(days(
                Arrays.stream(days.split(" ", -1)).mapToInt(Integer::parseInt).toArray()));
        assertThat(page).contains("<span>" + first + "</span><span>" + last + "</span>");
        if (told == null) {
            assertThat(page).doesNotContain("The last 92", "far from");
        } else {
            assertThat(page).contains(told);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        50   | 0 | ''
        100  | 0 | ''
        101  | 1 | 51 to 101 of 101 days and domains
        1050 | 1 | 51 to 1,050 of 1,050 days and domains
        1051 | 2 | 1,051 to 1,051 of 1,051 days and domains
        """)
    void foldsOfATable(int rows, int folds, String last) throws IOException {
        String page = ofDays(days(IntStream.range(0, rows).toArray()));
        assertThat(page.split("<details>", -1)).hasSize(folds + 1);
        assertThat(page).contains(last.isEmpty() ? "" : "<summary>" + last + "</summary>");
        assertThat(page.split("<span class=\"d\">", -1)).hasSize(rows + 1);
    }

    /** The six largest domains have plots of their own, where there are two or more. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "6, 7", "8, 7"})
    void plotsOfDomains(int domains, int plots) throws IOException {
        List<DaySums> days = new ArrayList<>();
        for (int i = 0; i < domains; i++) {
            days.add(new DaySums(LocalDate.of(2026, 1, 1), i + ".example", i, 1));
        }
        String page = ofDays(days);
        assertThat(page.split("<svg", -1)).hasSize(plots + 1);
        assertThat(page.contains("<h3><bdi>0.example</bdi></h3>")).isEqualTo(domains > 1 && domains <= 6);
    }

    @Test
    void calendars() throws IOException {
        for (Instant time : List.of(Instant.ofEpochSecond(253_402_300_799L), Instant.ofEpochSecond(253_402_300_800L))) {
            ReportOverview overview = Overviews.of(0, time);
            assertThat(page(overview, Map.of()))
                    .contains(
                            time.getEpochSecond() == 253_402_300_799L
                                    ? "<b>9999-12-31</b>to 9999-12-31"
                                    : "<b>–</b>to –");
        }
    }

    private static final String EVERYTHING = """
            <p>Whoever can write to your report address can write reports. These count where the mail that brought them was judged before, and where it was not, forged ones count like others: see a source in reports of several reporters before you act on it.</p>
            <p>1 report more came in mail that does not prove who sent it, and is not in the sums.</p>
            <p>Of 1 message the reporter does not say whether they pass; they are among those that fail.</p>
            <p>1 report with the reporter, id, domain and period of one that came before says something else, and is left out.</p>
            <p>1 report is partial: the rows before the damage or the limit.</p>
            <div class="cards">
            <div class="card"><b>100</b>messages</div>
            <div class="card"><b>90.0 %</b>pass DMARC</div>
            <div class="card"><b>10</b>fail</div>
            <div class="card"><b>5</b>reports; 1 came again</div>
            <div class="card"><b>1</b>inputs refused</div>
            <div class="card"><b>2026-01-01</b>to 2026-01-03</div>
            </div>
            <h2>1. How much of my mail passes?</h2>
            <p class="ends"><span>Most on a day: 60</span></p>
            <svg viewBox="0 0 720 150" preserveAspectRatio="none" role="img" aria-label="Messages by day from 2026-01-01 to 2026-01-10: passing and failing; the figures are in the table">
            <g><title>2026-01-01: 50 pass, 10 fail</title><rect class="g" x="0.0" y="29.2" width="66.2" height="120.8"/><rect class="b" x="0.0" y="5.0" width="66.2" height="24.2"/></g>
            <g><title>2026-01-10: 0 pass, 40 fail</title><rect class="b" x="648.0" y="53.3" width="66.2" height="96.7"/></g>
            </svg>
            <p class="ends"><span>2026-01-01</span><span>2026-01-10</span></p>
            <p class="soft"><span class="good">Green</span>, below: passes. <span class="bad">Red</span>, on top: fails.</p>
            <h3><bdi>a.example</bdi></h3>
            <p class="ends"><span>Most on a day: 40</span></p>
            <svg viewBox="0 0 720 150" preserveAspectRatio="none" role="img" aria-label="Messages by day from 2026-01-01 to 2026-01-10: passing and failing; the figures are in the table">
            <g><title>2026-01-01: 30 pass, 10 fail</title><rect class="g" x="0.0" y="41.3" width="66.2" height="108.8"/><rect class="b" x="0.0" y="5.0" width="66.2" height="36.3"/></g>
            <g><title>2026-01-10: 0 pass, 40 fail</title><rect class="b" x="648.0" y="5.0" width="66.2" height="145.0"/></g>
            </svg>
            <p class="ends"><span>2026-01-01</span><span>2026-01-10</span></p>
            <h3><bdi>b.example</bdi></h3>
            <p class="ends"><span>Most on a day: 20</span></p>
            <svg viewBox="0 0 720 150" preserveAspectRatio="none" role="img" aria-label="Messages by day from 2026-01-01 to 2026-01-10: passing and failing; the figures are in the table">
            <g><title>2026-01-01: 20 pass, 0 fail</title><rect class="g" x="0.0" y="5.0" width="66.2" height="145.0"/></g>
            </svg>
            <p class="ends"><span>2026-01-01</span><span>2026-01-10</span></p>
            <h3>By domain</h3>
            <div class="wide"><table><thead><tr><th>Domain</th><th class="n">Pass</th><th class="n">Fail</th><th class="n">Pass of all</th></tr></thead><tbody>
            <tr><td class="w"><bdi>a.example</bdi></td><td class="n">30</td><td class="n">50</td><td class="n">37.5 %</td></tr>
            <tr><td class="w"><bdi>b.example</bdi></td><td class="n">20</td><td class="n">0</td><td class="n">100.0 %</td></tr>
            <tr><td class="w"><bdi>c.example</bdi></td><td class="n">1</td><td class="n">3</td><td class="n">25.0 %</td></tr>
            </tbody></table></div>
            <h3>By day</h3>
            <p class="soft">Reports without a usable period are of no day:</p>
            <div class="wide"><table><thead><tr><th>Domain</th><th class="n">Pass</th><th class="n">Fail</th><th class="n">Pass of all</th></tr></thead><tbody>
            <tr><td class="w"><bdi>c.example</bdi></td><td class="n">1</td><td class="n">3</td><td class="n">25.0 %</td></tr>
            </tbody></table></div>
            <div class="wide"><table><thead><tr><th>Day and domain</th><th class="n">Pass</th><th class="n">Fail</th><th class="n">Pass of all</th></tr></thead><tbody>
            <tr><td class="w"><span class="d">2026-01-10</span> <bdi>a.example</bdi></td><td class="n">0</td><td class="n">40</td><td class="n">0.0 %</td></tr>
            <tr><td class="w"><span class="d">2026-01-01</span> <bdi>a.example</bdi></td><td class="n">30</td><td class="n">10</td><td class="n">75.0 %</td></tr>
            <tr><td class="w"><span class="d">2026-01-01</span> <bdi>b.example</bdi></td><td class="n">20</td><td class="n">0</td><td class="n">100.0 %</td></tr>
            </tbody></table></div>
            <h2>2. Who sends in my name?</h2>
            <h3 class="warn">Authenticated, but not aligned: 1 source, 1 message</h3>
            <p>SPF or DKIM passes for another domain: a service that is not set up for yours, or somebody who forwards.</p>
            <div class="wide"><table><thead><tr><th>Source</th><th class="n">Messages</th><th>Seen</th><th>From</th></tr></thead><tbody>
            <tr class="r s"><td class="w">&lt;x&gt;</td><td class="n" data-l=" message">1</td><td class="d">2026-01-01<br> to 2026-01-03</td><td class="w"><bdi>a.example</bdi><br><bdi>b.example</bdi></td></tr>
            <tr class="a"><td class="w" colspan="4"><ul><li>Do this.</li><li>Do that.</li></ul></td></tr>
            </tbody></table></div>
            <h3 class="bad">Nothing passes: 1 source, 1,000 messages</h3>
            <p>Forged, or a system of yours that was forgotten.</p>
            <div class="wide"><table><thead><tr><th>Source</th><th class="n">Messages</th><th>Seen</th><th>From</th></tr></thead><tbody>
            <tr class="r s"><td class="w">198.51.100.0/24</td><td class="n" data-l=" messages">1,000</td><td class="d">2026-01-01<br> to 2026-01-03</td><td class="w"><bdi>a.example</bdi><br><bdi>b.example</bdi></td></tr>
            <tr class="a"><td class="w" colspan="4"><ul><li>Stop it.</li></ul></td></tr>
            </tbody></table></div>
            <h3 class="good">Aligned: 1 source, 90 messages</h3>
            <p>DMARC passes.</p>
            <div class="wide"><table><thead><tr><th>Source</th><th class="n">Messages</th><th>Seen</th><th>From</th></tr></thead><tbody>
            <tr class="r"><td class="w">192.0.2.0/24 (2 networks)</td><td class="n" data-l=" messages">90</td><td class="d">2026-01-01<br> to 2026-01-03</td><td class="w"><bdi>a.example</bdi><br><bdi>b.example</bdi></td></tr>
            </tbody></table></div>
            <p class="soft">7 messages are of networks beyond the number that is kept.</p>
            <h2>3. What would p=quarantine or p=reject have cost?</h2>
            <p>Either touches what fails, and nothing else: 10 of 100 messages (10.0 %). p=quarantine would have put them aside, p=reject would have refused them. Of these, 1 are authenticated by somebody: look at them first, they may be yours. For 1,000 nothing passes: these are what a policy is for.</p>
            <div class="wide"><table><thead><tr><th>Source</th><th>Kind</th><th class="n">Would be hit</th><th class="n">Put aside already</th><th class="n">Refused already</th><th class="n">Let through by the reporter</th></tr></thead><tbody>
            <tr class="r"><td class="w">&lt;x&gt;</td><td class="warn">not aligned</td><td class="n" data-l=" would be hit">1</td><td class="n" data-l=" put aside already">1</td><td class="n" data-l=" refused already">2</td><td class="n" data-l=" let through by the reporter">3</td></tr>
            <tr class="r"><td class="w">198.51.100.0/24</td><td class="bad">nothing passes</td><td class="n" data-l=" would be hit">1,000</td><td class="n" data-l=" put aside already">1</td><td class="n" data-l=" refused already">2</td><td class="n" data-l=" let through by the reporter">3</td></tr>
            </tbody></table></div>
            <h2>4. What did each reporter get wrong?</h2>
            <div class="wide"><table><thead><tr><th>Reporter</th><th class="n">Reports</th><th class="n">Messages</th><th>Passed over</th></tr></thead><tbody>
            <tr class="r"><td class="w"><bdi>R</bdi></td><td class="n" data-l=" report">1</td><td class="n" data-l=" message">1</td><td class="w">nothing</td></tr>
            <tr class="r"><td class="w"><bdi>(no name)</bdi></td><td class="n" data-l=" reports">2</td><td class="n" data-l=" messages">1,000</td><td class="w"><bdi>whitespace</bdi><br><bdi>count-zero</bdi></td></tr>
            </tbody></table></div>
            <h3>What was passed over</h3>
            <dl><dt>whitespace</dt><dd>White space around a text</dd>
            </dl>
            <h3>Refused</h3>
            <div class="wide"><table><thead><tr><th>Input</th><th>Why</th></tr></thead><tbody>
            <tr><td class="w"><bdi>f.xml</bdi></td><td class="w">empty: there is nothing in it</td></tr>
            </tbody></table></div>
            <p>1 failure report, of one message, is not in the sums above.</p>
            <h2>5. How did others reach my mail servers?</h2>
            <div class="wide"><table><thead><tr><th>Domain</th><th class="n">Secure sessions</th><th class="n">Failed</th><th>Why</th></tr></thead><tbody>
            <tr><td class="w"><bdi>a.example</bdi></td><td class="n">5</td><td class="n">3</td><td class="w"><bdi>2 certificate-expired</bdi><br><bdi>1 other</bdi></td></tr>
            </tbody></table></div>
            <h3>What to do</h3>
            <dl><dt>certificate-expired</dt><dd>The certificate of the mail server had expired: renew it, and see that this goes by itself.</dd>
            </dl>
            </body>
            </html>
            """;

    private static final String NOTHING = """
            <p>Whoever can write to your report address can write reports. These count where the mail that brought them was judged before, and where it was not, forged ones count like others: see a source in reports of several reporters before you act on it.</p>
            <div class="cards">
            <div class="card"><b>0</b>messages</div>
            <div class="card"><b>–</b>pass DMARC</div>
            <div class="card"><b>0</b>fail</div>
            <div class="card"><b>5</b>reports</div>
            <div class="card"><b>2026-01-01</b>to 2026-01-03</div>
            </div>
            <h2>1. How much of my mail passes?</h2>
            <p>No aggregate report tells of a day.</p>
            <h2>2. Who sends in my name?</h2>
            <h3 class="warn">Authenticated, but not aligned: 0 sources, 0 messages</h3>
            <p>SPF or DKIM passes for another domain: a service that is not set up for yours, or somebody who forwards.</p>
            <h3 class="bad">Nothing passes: 0 sources, 0 messages</h3>
            <p>Forged, or a system of yours that was forgotten.</p>
            <h3 class="good">Aligned: 0 sources, 0 messages</h3>
            <p>DMARC passes.</p>
            <h2>3. What would p=quarantine or p=reject have cost?</h2>
            <p>Either touches what fails, and nothing else: 0 of 0 messages (–). p=quarantine would have put them aside, p=reject would have refused them. Of these, 0 are authenticated by somebody: look at them first, they may be yours. For 0 nothing passes: these are what a policy is for.</p>
            <h2>4. What did each reporter get wrong?</h2>
            </body>
            </html>
            """;
}
