package org.signetmail.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.xbill.DNS.Message;

/** The octets of an answer, for servers that are made in a test. */
final class RawAnswer {

    private RawAnswer() {}

    /** As a zone has it. */
    static byte[] of(Zone zone, byte[] query) {
        return of(zone, query, UnaryOperator.identity());
    }

    /** Changed before it is sent. */
    static byte[] of(Zone zone, byte[] query, UnaryOperator<Message> change) {
        try {
            Message answer = new ZoneAnswers(zone, false, Set.of()).answer(new Message(query));
            return change.apply(Objects.requireNonNull(answer)).toWire(0xFFFF);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
