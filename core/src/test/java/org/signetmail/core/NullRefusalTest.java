package org.signetmail.core;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A null is refused by the name of what is missing, where it comes in. */
class NullRefusalTest {

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what this test is about
    private static <T> T missing() {
        return null;
    }

    @Test
    @DisplayName("Message, header fields, names and results refuse a null by its name")
    void byName() {
        Message message = Message.of(new byte[0]);
        HeaderField field = Message.of(new byte[] {'A', ':'}).fields().get(0);
        InputStream in = InputStream.nullInputStream();
        TraceField trace = () -> "";
        MethodResult spf = MethodResult.of("spf", "pass");
        ResultsFilter filter = ResultsFilter.of("mx");
        List<Map.Entry<String, ThrowingCallable>> calls = List.of(
                Map.entry("octets", () -> Message.of(missing())),
                Map.entry("lineEnds", () -> Message.of(new byte[0], missing(), MessageLimits.DEFAULT)),
                Map.entry("limits", () -> Message.of(new byte[0], LineEnds.AS_IS, missing())),
                Map.entry("in", () -> Message.read(missing(), LineEnds.AS_IS, MessageLimits.DEFAULT)),
                Map.entry("lineEnds", () -> Message.read(in, missing(), MessageLimits.DEFAULT)),
                Map.entry("limits", () -> Message.read(in, LineEnds.AS_IS, missing())),
                Map.entry("in", () -> Message.readHead(missing())),
                Map.entry("limits", () -> Message.readHead(in, missing())),
                Map.entry("name", () -> message.fields(missing())),
                Map.entry("removed", () -> message.without(missing())),
                Map.entry("sink", () -> message.writeTo(missing())),
                Map.entry("sink", () -> message.writeBodyTo(missing())),
                Map.entry("name", () -> field.is(missing())),
                Map.entry("sink", () -> field.writeTo(missing())),
                Map.entry("fields", () -> AuthorDomain.of(missing())),
                Map.entry("name", () -> DomainName.parse(missing())),
                Map.entry("name", () -> DomainName.of(missing())),
                Map.entry("octets", () -> DomainName.ofOctets(missing())),
                Map.entry("message", () -> trace.prependTo(missing())),
                Map.entry("authservId", () -> new AuthenticationResults(missing(), List.of())),
                Map.entry("results", () -> new AuthenticationResults("mx", missing())),
                Map.entry("method", () -> MethodResult.of(missing(), "pass")),
                Map.entry("result", () -> MethodResult.of("spf", missing())),
                Map.entry("comment", () -> spf.withComment(missing())),
                Map.entry("reason", () -> spf.withReason(missing())),
                Map.entry("ptype", () -> spf.withProperty(missing(), "a", "b")),
                Map.entry("property", () -> spf.withProperty("a", missing(), "b")),
                Map.entry("value", () -> spf.withProperty("a", "b", missing())),
                Map.entry("field", () -> ReceivedResults.of(missing())),
                Map.entry("value", () -> ReceivedResults.parse(missing())),
                Map.entry("authservId", () -> ResultsFilter.of("a", missing())),
                Map.entry("fields", () -> filter.forged(missing())),
                Map.entry("fields", () -> filter.hiding(missing())),
                Map.entry("message", () -> filter.clean(missing())),
                Map.entry("fields", () -> ResultsFilter.trusted(missing(), "a")));
        for (Map.Entry<String, ThrowingCallable> call : calls) {
            assertThatNullPointerException().isThrownBy(call.getValue()).withMessage(call.getKey());
        }
    }
}
