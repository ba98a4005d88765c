package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;

/** What dnsjava gets to read. */
class DnsScanTest {

    private static final int TXT = 16;
    private static final int SRV = 33;

    /** Starts an answer that says it has so many records. */
    private static ByteBuffer answer(int records) {
        return ByteBuffer.allocate(65_535)
                .putLong(0x0000_8180_0000_0000L | records)
                .putInt(0);
    }

    private static byte[] whole(ByteBuffer buffer) {
        byte[] octets = new byte[buffer.position()];
        buffer.get(0, octets);
        return octets;
    }

    /** A record without data at a name that is a pointer. */
    private static void record(ByteBuffer buffer, int target, int type, byte[] data) {
        buffer.putShort((short) (0xC000 | target))
                .putShort((short) type)
                .putShort((short) 1)
                .putInt(60);
        buffer.putShort((short) data.length).put(data);
    }

    /** A record at the root whose data is a chain of pointers, each to the one before, and the first to the root. */
    private static int chain(ByteBuffer buffer, int pointers) {
        buffer.put((byte) 0)
                .putShort((short) SRV)
                .putShort((short) 1)
                .putInt(60)
                .putShort((short) (1 + 2 * pointers));
        int target = buffer.position();
        buffer.put((byte) 0);
        for (int i = 0; i < pointers; i++) {
            int here = buffer.position();
            buffer.putShort((short) (0xC000 | target));
            target = here;
        }
        return target;
    }

    @ParameterizedTest
    @DisplayName("RFC 1035 §4.1.4: a name has as many pointers as it may have labels, and no more")
    @CsvSource({"1, true", "127, true", "128, false", "5000, false"})
    void boundsPointers(int pointers, boolean read) {
        ByteBuffer buffer = answer(2);
        record(buffer, chain(buffer, pointers), TXT, new byte[1]);
        assertThat(DnsScan.isWorthReading(whole(buffer))).isEqualTo(read);
        assertThat(DnsWire.parse(whole(buffer)) != null).isEqualTo(read);
    }

    @Test
    @DisplayName("a message full of names that are as costly as they may be is refused at the first")
    void refusesAMessageFullOfChains() {
        ByteBuffer buffer = answer(3001);
        int last = chain(buffer, 8000);
        for (int i = 0; i < 3000; i++) {
            record(buffer, last, TXT, new byte[1]);
        }
        assertThat(DnsWire.parse(whole(buffer))).isNull();
    }

    @Test
    @DisplayName("data of types that nobody asks for is not read: there may be anything in it")
    void passesOverOtherTypes() throws Exception {
        ByteBuffer buffer = answer(2);
        buffer.put((byte) 0)
                .putShort((short) SRV)
                .putShort((short) 1)
                .putInt(60)
                .putShort((short) 2);
        buffer.putShort((short) 0xFFFF);
        record(buffer, 12, TXT, new byte[] {1, 'x'});
        Message message = DnsWire.parse(whole(buffer));
        assertThat(message).isNotNull();
        assertThat(message.getSection(Section.ANSWER)).hasSize(2);
        assertThat(message.getSection(Section.ANSWER).get(1)).hasToString(".\t\t\t60\tIN\tTXT\tx");
    }

    @ParameterizedTest
    @CsvSource({"12, false", "13, false", "11, true"})
    @DisplayName("a pointer leads back")
    void refusesPointersThatLeadNowhere(int target, boolean read) {
        ByteBuffer buffer = answer(1);
        // The last octet of the header is the root.
        record(buffer, target, TXT, new byte[1]);
        assertThat(DnsScan.isWorthReading(whole(buffer))).isEqualTo(read);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"0, 0", "1, 1", "255, 1"})
    @DisplayName("RFC 6891 §6.1.3: the additional section is read for the upper bits of the RCODE alone")
    void keepsTheAdditionalSectionForItsRcode(int upper, byte left) {
        ByteBuffer buffer = answer(0).putShort(10, (short) 1).put((byte) 0);
        buffer.putShort((short) 41).putShort((short) 1232);
        buffer.put((byte) upper).put((byte) 0).putShort((short) 0).putShort((short) 0);
        byte[] message = whole(buffer);
        assertThat(DnsScan.isWorthReading(message)).isTrue();
        assertThat(message[11]).isEqualTo(left);
        byte[] cut = Arrays.copyOf(whole(buffer), buffer.position() - 1);
        assertThat(DnsScan.isWorthReading(cut)).isFalse();
        assertThat(cut[11]).isOne();
    }

    @ParameterizedTest(name = "type {0}, {1} octets before the name")
    @CsvSource({"2, 0", "5, 0", "12, 0", "15, 2"})
    @DisplayName("names in the data of the types that are asked for are looked at")
    void looksAtNamesInTheData(int type, int before) {
        for (int target : new int[] {11, 255}) {
            ByteBuffer buffer = answer(1);
            byte[] data = new byte[before + 2];
            data[before] = (byte) 0xC0;
            data[before + 1] = (byte) target;
            record(buffer, 11, type, data);
            assertThat(DnsScan.isWorthReading(whole(buffer))).isEqualTo(target == 11);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"1, true", "63, true", "64, false", "63 63 63 61, true", "63 63 63 62, false", "63 63 63 63, false"})
    @DisplayName("RFC 1035 §2.3.4: 63 octets a label, 255 a name")
    void boundsNames(String labels, boolean read) {
        ByteBuffer data = ByteBuffer.allocate(300);
        for (String label : labels.split(" ", -1)) {
            int length = Integer.parseInt(label);
            data.put((byte) length).put(new byte[length]);
        }
        ByteBuffer buffer = answer(1);
        record(buffer, 11, 5, whole(data.put((byte) 0)));
        assertThat(DnsScan.isWorthReading(whole(buffer))).isEqualTo(read);
    }

    @Test
    @DisplayName("whatever comes, it is read or refused, and what is cut off is refused")
    void readsAnything() {
        ByteBuffer buffer = answer(3);
        record(buffer, chain(buffer, 10), TXT, new byte[] {1, 'x'});
        record(buffer, 11, 15, new byte[] {0, 10, (byte) 0xC0, 11});
        byte[] sound = whole(buffer);
        assertThat(DnsScan.isWorthReading(sound.clone())).isTrue();
        for (int length = 12; length < sound.length; length++) {
            assertThat(DnsScan.isWorthReading(Arrays.copyOf(sound, length))).isFalse();
        }
        Random random = new Random(14);
        for (int i = 0; i < 20_000; i++) {
            byte[] mutated = sound.clone();
            mutated[4 + random.nextInt(sound.length - 4)] = (byte) random.nextInt(256);
            mutated[12 + random.nextInt(sound.length - 12)] = (byte) (0xC0 | random.nextInt(2));
            boolean read = DnsScan.isWorthReading(mutated);
            assertThat(read || DnsWire.parse(mutated) == null).isTrue();
        }
    }
}
