package org.signetmail.cli;

import java.util.List;

/** What nobody sets: bounds of what a sender, a name server or a reporter writes. */
final class FixedBounds {

    private static final String REPORTS = "org.signetmail.reports.";

    private FixedBounds() {}

    static List<Bound> all() {
        return List.of(
                Bound.held(
                        "a DNS answer",
                        "65,535 octets",
                        "what a DNS message can hold",
                        "`MALFORMED` or `TOO_LARGE`",
                        DnsBounds.FAULTS + "anyOctetsGiveSomeAnswer"),
                Bound.held(
                        "compression pointers",
                        "128",
                        "in one name of an answer",
                        "the answer is not read, `MALFORMED`",
                        DnsBounds.DNS + "DnsScanTest#boundsPointers"),
                Bound.held(
                        "CNAME records",
                        "16",
                        "behind each other, from the name that was asked to the answer",
                        "a temporary failure, `CNAME_CHAIN`",
                        DnsBounds.FAULTS + "followsSixteenAliases"),
                Bound.held(
                        "answers of one message",
                        "1 MiB",
                        "that its checks use, 768 KiB, or have asked for",
                        "`OCTET_LIMIT`: spf=permerror, dkim=permerror, dmarc=temperror, reply 451 4.4.3",
                        "org.signetmail.dmarc.LargeAnswersTest#fillingHidesNoPolicy"),
                Bound.held(
                        "a domain name",
                        "253 octets, 63 a label",
                        "RFC 1035 §2.3.4",
                        "it is no domain name",
                        "org.signetmail.core.DomainNameTest#boundsLength"),
                Bound.held(
                        "addresses in From",
                        "100",
                        "that are read",
                        "dmarc=permerror, `from-too-many-addresses`, reply 550 5.7.1",
                        "org.signetmail.core.AuthorDomainTest#addressesAreCapped"),
                Bound.held(
                        "report addresses",
                        MessageBounds.number(10),
                        "of one `rua` or `ruf`",
                        "the others are not looked at, `dmarc-too-many-uris`",
                        "org.signetmail.dmarc.DmarcRecordTest#urisAreCapped"),
                Bound.held(
                        "results of a field",
                        MessageBounds.number(100),
                        "that are read of a received Authentication-Results",
                        "the others are left out, and `ReceivedResults.isCut` says so",
                        "org.signetmail.core.ReceivedResultsTest#cutAtABound"),
                Bound.held(
                        "properties of a result",
                        MessageBounds.number(50),
                        "that are read of one result in it",
                        "the others are left out, and `ReceivedResults.isCut` says so",
                        "org.signetmail.core.ReceivedResultsTest#cutAtABound"),
                Bound.held(
                        "records of a lint",
                        "64, 11 levels",
                        "SPF records that one leads to, when a record is checked",
                        "the rest is not looked at, `spf-not-all-looked-at`",
                        "org.signetmail.spf.RecordWalkTest#boundsRecords"),
                Bound.held(
                        "questions of a lint",
                        "100",
                        "that the check of an SPF record asks",
                        "the rest is not asked, `spf-not-all-looked-at`",
                        "org.signetmail.spf.LintBoundsTest#questions"),
                Bound.held(
                        "questions about a domain",
                        "40",
                        "that `DomainCheck` asks",
                        "the rest is not asked, `domain-not-all-asked`",
                        "org.signetmail.dmarc.domain.DomainCheckBoundTest#manySelectors"),
                Bound.held(
                        "a policy of MTA-STS",
                        "65,536 octets",
                        "RFC 8461 §3.3",
                        "it is not read further, `TOO_LARGE`",
                        "org.signetmail.dmarc.domain.HttpsFetcherTest#size"),
                Bound.held(
                        "candidates of a hint",
                        "500",
                        "headers that are tried for what a relay may have changed in a signed one",
                        "no hint",
                        "org.signetmail.dkim.diagnosis.HeaderTrialsTest#manyCandidates"),
                Bound.held(
                        "octets of candidates",
                        "16 MiB",
                        "those headers together",
                        "no hint",
                        "org.signetmail.dkim.diagnosis.HeaderTrialsTest#largeCandidates"),
                ReportBounds.names(),
                Bound.held(
                        "characters of those names",
                        "1 Mi",
                        "together",
                        "refused, limit `text`",
                        REPORTS + "xml.XmlTextTest#longNames"),
                Bound.held(
                        "parts and entries of an input",
                        "10,000",
                        "of all mails and zip files in it; a hundred times the larger of both limits",
                        "refused, limit `parts`",
                        REPORTS + "NestedInputsTest#pieces"),
                Bound.held(
                        "deviations of a report",
                        "200",
                        "different ones that are told",
                        "`more`",
                        REPORTS + "ReportValuesTest#problems"),
                Bound.held(
                        "reports that are remembered",
                        "100,000",
                        "by `ReportIntake` and by `ReportSums`, so that none counts twice",
                        "the first ones are forgotten",
                        REPORTS + "ReportBoundsTest#aHundredThousandReportsAreRemembered"),
                Bound.held(
                        "reporters",
                        "1,000",
                        "that `ReportSums` has by name",
                        "`(others)`",
                        REPORTS + "SumsBoundsTest#reporters"),
                Bound.held(
                        "days of domains",
                        "10,000",
                        "that `ReportSums` has apart",
                        "`(others)` of that day",
                        REPORTS + "SumsBoundsTest#domains"),
                Bound.held(
                        "networks",
                        "25,000",
                        "sources that `ReportSums` has apart",
                        "`otherSources`",
                        REPORTS + "ReportSumsTest#whatIsKeptOfSources"),
                Bound.held(
                        "names of sources",
                        "4 Mi characters",
                        "names in From, and sentences about them, that `ReportSums` keeps",
                        "`(others)`, and a sentence that says so",
                        REPORTS + "ReportSumsTest#whatIsKeptOfSources"),
                Bound.held(
                        "domains of TLS reports",
                        "1,000",
                        "that `ReportSums` has by name, and reasons of each of them",
                        "`(others)`",
                        REPORTS + "SumsBoundsTest#sessions"),
                Bound.held(
                        "iterations of an encrypted private key",
                        "10,000,000",
                        "PBES2 (RFC 8018 §5.2)",
                        "the key is refused with the number",
                        "org.signetmail.dkim.SigningKeyTest#iterations"));
    }
}
