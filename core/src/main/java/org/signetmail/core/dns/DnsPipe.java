package org.signetmail.core.dns;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import org.jspecify.annotations.Nullable;

/** The octets of a connection, as they are or through TLS. Lives on the transport's thread, and never blocks. */
class DnsPipe {

    private final SocketChannel channel;

    DnsPipe(SocketChannel channel) {
        this.channel = channel;
    }

    static DnsPipe of(SocketChannel channel, @Nullable SSLEngine engine) {
        return engine == null ? new DnsPipe(channel) : new Tls(channel, engine);
    }

    /** Begins, once the connection is there. */
    void start() throws IOException {}

    /** Goes on with what is not written yet, or with the handshake. */
    void proceed() throws IOException {}

    /** Reads as much as there is and fits; less than zero at the end. */
    int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    /** Writes as much as can be written now. */
    int write(ByteBuffer from) throws IOException {
        return channel.write(from);
    }

    /**
     * Whether it is worth the while to wait until the socket takes octets.
     *
     * @param more whether there is something to write
     */
    boolean wantsToWrite(boolean more) {
        return more;
    }

    /** TLS of the JDK (RFC 7858). Certificates are checked on this thread, which takes a moment for each connection. */
    private static final class Tls extends DnsPipe {
        private final SocketChannel channel;
        private final SSLEngine engine;
        private final ByteBuffer netOut;
        private ByteBuffer netIn;
        private ByteBuffer plain;
        private boolean ready;

        private Tls(SocketChannel channel, SSLEngine engine) {
            super(channel);
            this.channel = channel;
            this.engine = engine;
            int packet = engine.getSession().getPacketBufferSize();
            netOut = ByteBuffer.allocate(2 * packet).limit(0);
            netIn = ByteBuffer.allocate(2 * packet);
            plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                    .limit(0);
        }

        @Override
        void start() throws IOException {
            engine.beginHandshake();
            advance();
        }

        @Override
        void proceed() throws IOException {
            if (flush()) {
                advance();
            }
        }

        @Override
        int read(ByteBuffer into) throws IOException {
            while (!plain.hasRemaining()) {
                if (!advance()) {
                    return 0;
                }
                // What is there already comes before what the socket may have.
                if (!unwrap() && !plain.hasRemaining()) {
                    int count = channel.read(netIn);
                    if (count <= 0) {
                        return count;
                    }
                }
            }
            int count = Math.min(into.remaining(), plain.remaining());
            into.put(into.position(), plain, plain.position(), count);
            into.position(into.position() + count);
            plain.position(plain.position() + count);
            return count;
        }

        @Override
        int write(ByteBuffer from) throws IOException {
            if (!advance() || !flush()) {
                return 0;
            }
            int before = from.remaining();
            wrap(from);
            return before - from.remaining();
        }

        @Override
        boolean wantsToWrite(boolean more) {
            return netOut.hasRemaining() || (more && ready);
        }

        /** Goes on with the handshake as far as it can; true when there is none any more. */
        private boolean advance() throws IOException {
            while (true) {
                switch (engine.getHandshakeStatus()) {
                    case NEED_TASK -> {
                        for (Runnable task = engine.getDelegatedTask();
                                task != null;
                                task = engine.getDelegatedTask()) {
                            task.run();
                        }
                    }
                    case NEED_WRAP -> {
                        if (!flush()) {
                            return false;
                        }
                        wrap(ByteBuffer.allocate(0));
                    }
                    case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                        if (!flush()) {
                            return false;
                        }
                        if (!unwrap()) {
                            int count = channel.read(netIn);
                            if (count < 0) {
                                throw new EOFException("the server closed the connection during the TLS handshake");
                            }
                            if (count == 0) {
                                return false;
                            }
                        }
                    }
                    default -> {
                        ready = true;
                        return true;
                    }
                }
            }
        }

        private boolean flush() throws IOException {
            if (netOut.hasRemaining()) {
                channel.write(netOut);
            }
            return !netOut.hasRemaining();
        }

        /** Only with nothing left to flush. */
        private void wrap(ByteBuffer from) throws IOException {
            netOut.clear();
            SSLEngineResult result = engine.wrap(from, netOut);
            netOut.flip();
            if (result.getStatus() == SSLEngineResult.Status.CLOSED && !netOut.hasRemaining()) {
                throw new EOFException("the server closed the connection");
            }
            flush();
        }

        /** Takes one record out of what has come; false when there is none whole. Only with nothing plain left. */
        private boolean unwrap() throws IOException {
            netIn.flip();
            plain.clear();
            SSLEngineResult result = engine.unwrap(netIn, plain);
            plain.flip();
            netIn.compact();
            return switch (result.getStatus()) {
                case OK -> true;
                case CLOSED -> throw new EOFException("the server closed the connection");
                case BUFFER_UNDERFLOW -> {
                    if (!netIn.hasRemaining()) {
                        netIn = ByteBuffer.allocate(2 * netIn.capacity()).put(netIn.flip());
                    }
                    yield false;
                }
                case BUFFER_OVERFLOW -> {
                    plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize() + plain.capacity())
                            .limit(0);
                    yield true;
                }
            };
        }
    }
}
