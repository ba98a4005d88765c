package org.signetmail.fuzz;

import static org.signetmail.fuzz.Oracles.plain;
import static org.signetmail.fuzz.Oracles.require;
import static org.signetmail.fuzz.Oracles.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * The real transport, asking a server on loopback that answers with the fuzzer's octets, and then, whatever these were, with a
 * right answer. So every question has an answer soon, and it is one of the two.
 */
class DnsFuzzTest {

    private static final String PARENT = ".example";

    /** Another name for each input, so that a question that is asked again too late is not taken for one of the next. */
    private static int count;

    /** Two attempts, each over UDP, over a connection that is there already, and over a new one. */
    private static final int MOST_QUESTIONS = 6;

    /** What the right answer says. */
    private static final String RIGHT = "the right answer";

    private static final List<RecordType> TYPES = List.of(RecordType.values());

    private static final OddServer SERVER = new OddServer(RIGHT);

    private static final DnsJavaResolver RESOLVER = DnsJavaResolver.builder()
            .servers(List.of(SERVER.address()))
            .timeout(Duration.ofSeconds(5))
            .attempts(2)
            .cacheOctets(0)
            .build();

    static Stream<Arguments> packets() {
        Name name = name(OddServer.LABEL + PARENT + ".");
        Name other = name("alias.example.");
        List<byte[]> seeds = new ArrayList<>();
        TXTRecord text = new TXTRecord(name, DClass.IN, 60, List.of("one", "two"));
        seeds.add(packet(0, name, text));
        seeds.add(
                packet(0, name, new CNAMERecord(name, DClass.IN, 60, other), new TXTRecord(other, DClass.IN, 60, "x")));
        seeds.add(packet(0, name, new CNAMERecord(name, DClass.IN, 60, name)));
        seeds.add(packet(0, name, new MXRecord(name, DClass.IN, 60, 10, other), text, text));
        seeds.add(packet(0, name, new ARecord(name, DClass.IN, 0, Inputs.CLIENT)));
        for (int rcode = 0; rcode < 6; rcode++) {
            seeds.add(packet(rcode, name));
        }
        byte[] truncated = packet(0, name, text);
        truncated[2] |= 2;
        seeds.add(truncated);
        seeds.add(packet(0, other, text));
        seeds.add(Arrays.copyOf(truncated, 20));
        seeds.add(circle(packet(0, name, text), 12 + name.length() + 4));
        return Seeds.octets(seeds.stream().map(each -> flagged((byte) 3, each)).toArray(byte[][]::new));
    }

    /** The name of an answer leads into its text, and from there back to where it stands. */
    private static byte[] circle(byte[] packet, int answer) {
        int text = answer + 2 + 10 + 1;
        packet[answer] = (byte) 0xC0;
        packet[answer + 1] = (byte) text;
        packet[text] = (byte) 0xC0;
        packet[text + 1] = (byte) answer;
        return packet;
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static byte[] flagged(byte flags, byte[] packet) {
        byte[] input = new byte[packet.length + 1];
        input[0] = flags;
        System.arraycopy(packet, 0, input, 1, packet.length);
        return input;
    }

    private static byte[] packet(int rcode, Name question, Record... records) {
        Message message = Message.newQuery(Record.newRecord(question, Type.TXT, DClass.IN));
        message.getHeader().setFlag(Flags.QR);
        message.getHeader().setFlag(Flags.RA);
        message.getHeader().setRcode(rcode);
        for (Record record : records) {
            message.addRecord(record, Section.ANSWER);
        }
        if (records.length == 0) {
            message.addRecord(
                    new SOARecord(name("example."), DClass.IN, 60, question, question, 1, 1, 1, 1, 60),
                    Section.AUTHORITY);
        }
        return message.toWire();
    }

    /**
     * The first octet says whether the ID is made right (1), the question is asked for in the fuzzer's own letters (2), over TCP too
     * (4), and what type is asked for; a packet follows.
     */
    @MethodSource("packets")
    @FuzzTest
    void packet(byte[] input) {
        if (input.length < 13) {
            return;
        }
        boolean rightId = (input[0] & 1) != 0;
        RecordType type = (input[0] & 2) != 0 ? RecordType.TXT : TYPES.get((input[0] >> 3 & 7) % TYPES.size());
        byte[] odd = Arrays.copyOfRange(input, 1, input.length);
        String label = "q" + String.valueOf(100_000 + ++count % 100_000).substring(1);
        boolean overTcp = (input[0] & 4) != 0;
        SERVER.serve(label, odd, rightId, overTcp);
        DnsAnswer answer = RESOLVER.lookup(DomainName.of(label + PARENT), type)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        plain(answer.describe());
        require(SERVER.asked() <= MOST_QUESTIONS, "questions are bounded", SERVER.asked());
        if (isRight(answer, type)) {
            return;
        }
        Message sent = parsed(odd);
        boolean fits = rightId && isAnswerToThis(odd, type);
        if (answer instanceof DnsAnswer.Found found) {
            require(fits, "an answer has the ID and the question of its query", found);
            require(
                    sent == null
                            || found.records().size()
                                    <= sent.getSection(Section.ANSWER).size(),
                    "no more records than were sent",
                    found);
            for (DnsRecord record : found.records()) {
                require(isOf(record, type), "records are of the type that was asked for", record);
            }
        } else if (!(answer instanceof DnsAnswer.Failed)) {
            require(fits, "no data and no such name are answers to a question", answer);
            same(
                    answer instanceof DnsAnswer.NxDomain,
                    (odd[3] & 0x0F) == Rcode.NXDOMAIN,
                    "no such name is what the server says: " + answer);
        } else {
            // Junk that comes before the answer is no reason to fail: an attacker could send it blindly, but over UDP
            // alone.
            require(rightId || overTcp, "what has another ID ends nothing", answer);
        }
    }

    private static boolean isRight(DnsAnswer answer, RecordType type) {
        return type == RecordType.TXT
                ? answer instanceof DnsAnswer.Found found && found.records().equals(List.of(DnsRecord.text(RIGHT)))
                : answer instanceof DnsAnswer.NoData;
    }

    private static Message parsed(byte[] octets) {
        try {
            return new Message(octets);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** By its header and its question alone: what stands behind them, the resolver need not be able to read as a whole. */
    private static boolean isAnswerToThis(byte[] packet, RecordType type) {
        byte[] question = Message.newQuery(
                        Record.newRecord(name(OddServer.LABEL + PARENT + "."), Type.value(type.name()), DClass.IN))
                .toWire();
        boolean answer = packet.length >= question.length && (packet[2] & 0x80) != 0;
        for (int i = 12; answer && i < question.length; i++) {
            answer = Character.toLowerCase((char) (packet[i] & 0xFF))
                    == Character.toLowerCase((char) (question[i] & 0xFF));
        }
        return answer && packet[4] == 0 && packet[5] == 1;
    }

    private static boolean isOf(DnsRecord record, RecordType type) {
        return switch (type) {
            case TXT -> record instanceof DnsRecord.Txt || record instanceof DnsRecord.LongTxt;
            case A ->
                record instanceof DnsRecord.Address address && address.ip().getAddress().length == 4;
            case AAAA -> record instanceof DnsRecord.Address;
            case MX -> record instanceof DnsRecord.Mx;
            case PTR -> record instanceof DnsRecord.Ptr;
        };
    }
}
