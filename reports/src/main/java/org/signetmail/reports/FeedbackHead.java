package org.signetmail.reports;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What stands around the rows of an aggregate report. */
record FeedbackHead(
        Optional<String> namespace,
        Optional<String> version,
        Optional<String> orgName,
        Optional<String> email,
        Optional<String> extraContactInfo,
        Optional<String> reportId,
        Optional<Instant> begin,
        Optional<Instant> end,
        List<String> errors,
        Optional<String> generator,
        Optional<PublishedPolicy> policy) {}
