package org.signetmail.cli;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.Envelope;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Message;

/**
 * The SMTP session that a message's own trace fields tell of, for a message that was saved in a mailbox. Client and HELO are
 * those of the Received field that is believed: the newest whose client has a public address outside the server's own network,
 * as those above it are the mailbox system's own. MAIL FROM is Return-Path.
 *
 * <p>Whoever wrote a message wrote the lower fields, too: which one was believed is told.
 */
final class TraceEnvelope {

    /** A message does not come over more servers than that (RFC 5321 §6.3). */
    private static final int MOST_HOPS = 100;

    /** The servers of Exchange Online that take mail from outside. */
    private static final String BORDER = ".mail.protection.outlook.com";

    private final @Nullable Envelope envelope;
    private final int number;
    private final @Nullable HeaderField field;
    private final @Nullable Instant time;
    private final String sentence;
    private final List<HeaderField> received;

    private TraceEnvelope(
            @Nullable Envelope envelope,
            int number,
            @Nullable HeaderField field,
            @Nullable Instant time,
            String sentence,
            List<HeaderField> received) {
        this.envelope = envelope;
        this.number = number;
        this.field = field;
        this.time = time;
        this.sentence = sentence;
        this.received = received;
    }

    /**
     * Reads the trace fields of a message.
     *
     * @param hops which Received field to believe, 1 for the newest; none for the newest with a public client
     */
    static TraceEnvelope of(Message message, OptionalInt hops) {
        List<HeaderField> received = message.fields("Received");
        if (received.isEmpty()) {
            return unusable(received, 0, null, null, "the message has no Received field");
        }
        int number = hops.isPresent() ? hops.getAsInt() : newestPublic(received);
        if (number > received.size()) {
            return unusable(
                    received,
                    0,
                    null,
                    null,
                    "--hops is " + number + ", but the message has "
                            + Numbers.counted(received.size(), "Received field"));
        }
        if (number == 0) {
            return unusable(received, 0, null, null, noPublic(received));
        }
        HeaderField field = received.get(number - 1);
        ReceivedHop hop = ReceivedHop.parse(field.value());
        Instant time = hop.time().orElse(null);
        InetAddress client = hop.client().orElse(null);
        if (client == null) {
            return unusable(
                    received,
                    number,
                    field,
                    time,
                    "Received " + number + " of " + received.size() + " names no address of a client");
        }
        List<HeaderField> returnPaths = message.fields("Return-Path");
        HeaderField returnPath = returnPaths.isEmpty() ? null : returnPaths.get(0);
        if (returnPath == null) {
            return unusable(
                    received, number, field, time, "the message has no Return-Path field, which would have MAIL FROM");
        }
        if (returnPath.value().isBlank()) {
            return unusable(
                    received, number, field, time, "the Return-Path field, which would have MAIL FROM, is empty");
        }
        String mailFrom = reversePath(returnPath.value());
        if (mailFrom == null) {
            return unusable(
                    received,
                    number,
                    field,
                    time,
                    "Return-Path is no address in angle brackets: "
                            + Printable.of(returnPath.value().strip()));
        }
        String sentence = "Received " + number + " of " + received.size() + by(hop) + " is believed: client "
                + AddressText.of(client) + ", HELO " + (hop.helo().isEmpty() ? "unknown" : Printable.of(hop.helo()))
                + ". MAIL FROM is "
                + (returnPaths.size() > 1
                        ? "the first of " + returnPaths.size() + " Return-Path fields"
                        : "Return-Path")
                + ", <" + Printable.of(mailFrom) + ">.";
        return new TraceEnvelope(
                Envelope.from(client).helo(hop.helo()).mailFrom(mailFrom), number, field, time, sentence, received);
    }

    /** For who wants to know the time alone: that of the newest Received field. */
    static TraceEnvelope newest(Message message) {
        return of(message, OptionalInt.of(1));
    }

    private static TraceEnvelope unusable(
            List<HeaderField> received, int number, @Nullable HeaderField field, @Nullable Instant time, String why) {
        return new TraceEnvelope(
                null,
                number,
                field,
                time,
                "SPF is not checked, and DMARC goes by DKIM alone: " + why
                        + ". Give the session with --ip, --helo and --mail-from.",
                received);
    }

    /** 1 for the newest; 0 for none. */
    private static int newestPublic(List<HeaderField> received) {
        for (int i = 0; i < Math.min(received.size(), MOST_HOPS); i++) {
            ReceivedHop hop = ReceivedHop.parse(received.get(i).value());
            InetAddress client = hop.client().orElse(null);
            if (client != null && isPublic(client) && !isInside(hop, client)) {
                return i + 1;
            }
        }
        return 0;
    }

    /**
     * Whether client and server are of one network of IPv6: the servers of Exchange Online have public addresses, out of one
     * block of 24 bits, when they hand mail to each other. Who rents a machine there has one, too, and comes to the border.
     */
    private static boolean isInside(ReceivedHop hop, InetAddress client) {
        InetAddress server = hop.server().orElse(null);
        return client instanceof Inet6Address
                && server instanceof Inet6Address
                && Arrays.equals(client.getAddress(), 0, 3, server.getAddress(), 0, 3)
                && !hop.by().toLowerCase(Locale.ROOT).endsWith(BORDER);
    }

    private static String noPublic(List<HeaderField> received) {
        return received.size() == 1
                ? "the one Received field names no client with a public address"
                : "none of the " + received.size() + " Received fields names a client with a public address";
    }

    private static String by(ReceivedHop hop) {
        return hop.by().isEmpty() ? "" : ", by " + Printable.of(hop.by()) + ",";
    }

    /**
     * RFC 5321 §4.4: {@code <bob@example.net>} or {@code <>}, of which a route (§C) and a comment behind it do not count; some
     * servers leave the brackets out. Null for anything else.
     */
    private static @Nullable String reversePath(String value) {
        String text = value.strip();
        if (!text.startsWith("<")) {
            return isBareAddress(text) ? text : null;
        }
        int end = text.indexOf('>');
        String behind = end < 0 ? "" : text.substring(end + 1).strip();
        if (end < 0 || !(behind.isEmpty() || (behind.startsWith("(") && behind.endsWith(")")))) {
            return null;
        }
        String path = text.substring(1, end);
        if (path.startsWith("@")) {
            path = path.substring(path.indexOf(':') + 1);
        }
        return (path.isEmpty() && end == 1) || path.indexOf('@') > 0 ? path : null;
    }

    private static boolean isBareAddress(String text) {
        return text.indexOf('@') > 0 && text.chars().noneMatch(c -> c <= ' ' || c == '<' || c == '>' || c == ',');
    }

    /** An address that others on the Internet can come from. Those of documentation are as good as any. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        int first = address.getAddress()[0] & 0xFF;
        int second = address.getAddress()[1] & 0xFF;
        return address instanceof Inet4Address
                // RFC 1122 §3.2.1.3, RFC 6598 §7, RFC 1112 §4.
                ? first != 0 && !(first == 100 && (second & 0xC0) == 64) && first < 240
                // RFC 4193 §3.1.
                : (first & 0xFE) != 0xFC;
    }

    /** The session; empty when the fields do not tell of one that SPF could judge. */
    Optional<Envelope> envelope() {
        return Optional.ofNullable(envelope);
    }

    /** Which Received field was believed, 1 for the newest; 0 for none. */
    int number() {
        return number;
    }

    /** The Received field that was believed. */
    Optional<HeaderField> field() {
        return Optional.ofNullable(field);
    }

    /** When that field says that the message was received. */
    Optional<Instant> time() {
        return Optional.ofNullable(time);
    }

    /** The time of the newest Received field that has one which can be read. */
    Optional<Instant> newestTime() {
        return received.stream()
                .limit(MOST_HOPS)
                .map(each -> ReceivedHop.parse(each.value()).time())
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What was believed, or why SPF cannot be checked. */
    String sentence() {
        return sentence;
    }
}
