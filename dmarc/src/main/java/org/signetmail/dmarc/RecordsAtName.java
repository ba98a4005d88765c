package org.signetmail.dmarc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.dns.RecordCache;

/**
 * What is published at {@code _dmarc} below one domain.
 *
 * @param domain the domain
 * @param record its one DMARC record
 * @param severalRecords whether there is none because there are several
 * @param failure why it is not known what is there
 * @param lints what the owner ought to know about the TXT records there
 */
record RecordsAtName(
        DomainName domain,
        @Nullable DmarcRecord record,
        boolean severalRecords,
        DnsAnswer.@Nullable Failed failure,
        List<Finding> lints) {

    private static final int MAX_LINTS = 50;

    static final DomainName PREFIX = DomainName.of("_dmarc");

    static RecordsAtName nothing(DomainName domain) {
        return new RecordsAtName(domain, null, false, null, List.of());
    }

    /** Reads each name once for one message. */
    static final class Reader {
        private final DnsLookups lookups;
        private final RecordCache<DmarcRecordParser.Text> records;
        private final Map<DomainName, RecordsAtName> known = new HashMap<>();
        private OptionalLong until = OptionalLong.empty();

        /**
         * Reads nothing yet.
         *
         * @param lookups those of the message
         * @param records remembers records for all messages
         */
        Reader(DnsLookups lookups, RecordCache<DmarcRecordParser.Text> records) {
            this.lookups = lookups;
            this.records = records;
        }

        /** What is read from now on is waited for so long altogether, and is not known when it comes later. */
        void waitNoLongerThan(Duration time) {
            until = OptionalLong.of(lookups.deadlineIn(time));
        }

        RecordsAtName read(DomainName domain) {
            RecordsAtName at = known.get(domain);
            if (at == null) {
                at = ask(domain);
                known.put(domain, at);
            }
            return at;
        }

        private RecordsAtName ask(DomainName domain) {
            Optional<DomainName> name = domain.prepend(PREFIX);
            if (name.isEmpty()) {
                return nothing(domain);
            }
            DnsAnswer answer = until.isPresent()
                    ? lookups.await(name.get(), RecordType.TXT, until.getAsLong())
                    : lookups.await(name.get(), RecordType.TXT);
            if (answer instanceof DnsAnswer.Failed failed) {
                return new RecordsAtName(domain, null, false, failed, List.of());
            }
            return answer instanceof DnsAnswer.Found found ? choose(domain, name.get(), found) : nothing(domain);
        }

        /** Asks ahead of need. */
        void prefetch(DomainName domain) {
            domain.prepend(PREFIX).ifPresent(name -> lookups.prefetch(name, RecordType.TXT));
        }

        /** Asks ahead of need, and looks ahead when a record comes. */
        void prefetch(DomainName domain, Consumer<DmarcRecord> onArrival) {
            domain.prepend(PREFIX)
                    .ifPresent(name -> lookups.prefetch(name, RecordType.TXT, answer -> {
                        DmarcRecord record =
                                answer instanceof DnsAnswer.Found found ? choose(domain, name, found).record : null;
                        if (record != null) {
                            onArrival.accept(record);
                        }
                    }));
        }

        private RecordsAtName choose(DomainName domain, DomainName name, DnsAnswer.Found found) {
            List<DmarcRecordParser.Text> texts = new ArrayList<>();
            DnsRecord.LongTxt large = null;
            for (DnsRecord record : found.records()) {
                if (record instanceof DnsRecord.Txt txt) {
                    texts.add(records.get(txt.octets(), DmarcRecordParser::parse));
                } else if (record instanceof DnsRecord.LongTxt longText) {
                    // Its start tells whether it would be a record; what it would say is not known.
                    DmarcRecordParser.Text start = DmarcRecordParser.parse(longText.start());
                    if (start.hasVersion()) {
                        texts.add(new DmarcRecordParser.Text(true, null, List.of(), Set.of()));
                        large = longText;
                    }
                }
            }
            RecordsAtName at = RecordsAtName.choose(domain, name, texts);
            return large == null || at.severalRecords ? at : at.tooLarge(name, large);
        }
    }

    private RecordsAtName tooLarge(DomainName name, DnsRecord.LongTxt large) {
        DnsAnswer.Failed known = new DnsAnswer.Failed(DnsFailure.TOO_LARGE, name + " has " + large.problem());
        return new RecordsAtName(domain, null, false, known, lints);
    }

    private static RecordsAtName choose(DomainName domain, DomainName name, List<DmarcRecordParser.Text> texts) {
        DmarcRecord only = null;
        int versions = 0;
        List<Finding> lints = new ArrayList<>();
        for (DmarcRecordParser.Text parsed : texts) {
            // RFC 9989 §4.10 step 2: what does not start with the version is discarded before records are counted.
            if (parsed.hasVersion()) {
                versions++;
                only = parsed.record();
            }
            for (Finding lint : parsed.findings()) {
                if (lints.size() < MAX_LINTS) {
                    lints.add(below(name, lint));
                }
            }
        }
        if (versions > 1) {
            // RFC 9989 §4.10 step 2: "If multiple DMARC Policy Records are returned for a single target, they are all
            // discarded."
            lints.add(DmarcCode.SEVERAL_RECORDS.finding(
                    "There are " + versions + " DMARC records at " + name + ", so all of them are ignored."));
            only = null;
        }
        return new RecordsAtName(domain, only, versions > 1, null, List.copyOf(lints));
    }

    /** The same with the place in DNS that it is about. */
    private static Finding below(DomainName name, Finding lint) {
        Finding told = Finding.of(lint.code(), lint.severity(), lint.section(), "At " + name + ": " + lint.message())
                .remedy(lint.remedy());
        Finding named = lint.name().map(told::about).orElse(told);
        return lint.position().map(named::at).orElse(named);
    }
}
