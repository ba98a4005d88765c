package org.signetmail.core.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class HttpBodyTest {

    /** What the body asks of the connection. */
    private static final class Connection implements Flow.Subscription {

        private long requested;
        private int cancelled;

        @Override
        public void request(long items) {
            requested += items;
        }

        @Override
        public void cancel() {
            cancelled++;
        }
    }

    private final Connection connection = new Connection();
    private final HttpBody body = new HttpBody(4);
    private final CompletableFuture<byte[]> whole = body.getBody().toCompletableFuture();

    private void receive(String... parts) {
        body.onNext(List.of(parts).stream()
                .map(part -> ByteBuffer.wrap(part.getBytes(US_ASCII)))
                .toList());
    }

    private String received() {
        assertThat(whole).isCompleted();
        return new String(whole.join(), US_ASCII);
    }

    @Test
    void asManyOctetsAsAllowedAreTheBody() {
        body.onSubscribe(connection);
        assertThat(connection.requested).isEqualTo(Long.MAX_VALUE);
        receive("a", "");
        receive("bcd");
        assertThat(whole).isNotDone();
        assertThat(connection.cancelled).isZero();
        body.onComplete();
        assertThat(received()).isEqualTo("abcd");
    }

    @Test
    void hangsUpOneOctetBehindTheBound() {
        body.onSubscribe(connection);
        receive("abc", "defgh", "ij");
        assertThat(connection.cancelled).isEqualTo(1);
        assertThat(received()).isEqualTo("abcde");
    }

    @Test
    void aBrokenConnectionIsTold() {
        body.onSubscribe(connection);
        receive("ab");
        body.onError(new IOException("gone"));
        assertThat(whole).isCompletedExceptionally();
    }
}
