package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/** Whatever a resolver of others does becomes an answer. */
class ResolverEdgeTest {

    private static final DomainName NAME = DomainName.of("a.example");

    private static DnsAnswer ask(RecordType type, CompletionStage<DnsAnswer> stage) {
        return ResolverEdge.ask((name, asked) -> stage, new DnsQuestion(NAME, type))
                .join();
    }

    private static DnsRecord record(String kind) throws Exception {
        return switch (kind) {
            case "text" -> new DnsRecord.Txt("a");
            case "long text" -> new DnsRecord.LongTxt("x".repeat(512), 9999, 600);
            case "address" -> new DnsRecord.Address(InetAddress.getByAddress(new byte[4]));
            case "mx" -> new DnsRecord.Mx(1, NAME);
            default -> new DnsRecord.Ptr(NAME);
        };
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "TXT,  text, text, true",
        "TXT,  text, long text, true",
        "TXT,  text, address, false",
        "A,    address, address, true",
        "A,    address, text, false",
        "AAAA, address, address, true",
        "AAAA, address, mx, false",
        "MX,   mx, mx, true",
        "MX,   mx, ptr, false",
        "PTR,  ptr, ptr, true",
        "PTR,  ptr, mx, false"
    })
    void recordsAreOfTheTypeThatWasAskedFor(RecordType type, String first, String second, boolean fits)
            throws Exception {
        DnsAnswer found = new DnsAnswer.Found(List.of(record(first), record(second)), Duration.ZERO, false);
        DnsAnswer expected = fits
                ? found
                : new DnsAnswer.Failed(DnsFailure.RESOLVER, "the resolver gave a record that is not " + type);
        assertThat(ask(type, CompletableFuture.completedFuture(found))).isEqualTo(expected);
        assertThat(ask(type, CompletableFuture.completedStage(found))).isEqualTo(expected);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // resolvers of others may give null
    private static <T> T missing() {
        return null;
    }

    @Test
    void whatIsNoAnswerIsAFailure() {
        assertThat(ask(RecordType.TXT, missing()))
                .isEqualTo(new DnsAnswer.Failed(DnsFailure.RESOLVER, "the resolver gave no stage"));
        assertThat(ask(RecordType.TXT, CompletableFuture.completedFuture(missing())))
                .isEqualTo(new DnsAnswer.Failed(DnsFailure.RESOLVER, "null"));
        assertThat(ask(RecordType.TXT, CompletableFuture.failedFuture(new IllegalStateException("x"))))
                .isEqualTo(new DnsAnswer.Failed(
                        DnsFailure.RESOLVER, "the resolver failed: java.lang.IllegalStateException"));
        DnsResolver throwing = (name, type) -> {
            throw new StackOverflowError();
        };
        assertThat(ResolverEdge.ask(throwing, new DnsQuestion(NAME, RecordType.A))
                        .join())
                .isEqualTo(
                        new DnsAnswer.Failed(DnsFailure.RESOLVER, "the resolver threw java.lang.StackOverflowError"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "thrown", "own"})
    void aMessageHasAResolverInAnyCase(String what) {
        DnsResolver own = (name, type) -> CompletableFuture.completedFuture(DnsAnswer.NO_DATA);
        DnsResolver resolver = new DnsResolver() {
            @Override
            public CompletionStage<DnsAnswer> lookup(DomainName name, RecordType type) {
                return CompletableFuture.completedFuture(DnsAnswer.NX_DOMAIN);
            }

            @Override
            public DnsResolver forMessage() {
                if (what.equals("thrown")) {
                    throw new IllegalStateException();
                }
                return what.equals("own") ? own : missing();
            }
        };
        assertThat(ResolverEdge.forMessage(resolver)).isSameAs(what.equals("own") ? own : resolver);
    }
}
