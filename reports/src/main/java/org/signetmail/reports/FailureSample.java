package org.signetmail.reports;

import java.util.Optional;

/**
 * What a failure report quotes of the message. It is never opened further. Texts are decoded and hostile. Immutable and
 * thread-safe.
 *
 * @param wholeMessage whether it is a message with its body, and not its header alone
 * @param from its From field
 * @param subject its Subject field
 */
public record FailureSample(boolean wholeMessage, Optional<String> from, Optional<String> subject) {}
