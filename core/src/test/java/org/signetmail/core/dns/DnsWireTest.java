package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.TXTRecord;

class DnsWireTest {

    private static final byte[] QUERY = query(DomainName.of("az.example"));

    private static byte[] query(DomainName name) {
        byte[] query = DnsWire.query(name, RecordType.TXT, 1232);
        query[0] = (byte) 0x81;
        query[1] = (byte) 0x82;
        return query;
    }

    /** The query as an answer without records, with one octet set. */
    private static byte[] answer(int at, int octet) {
        byte[] answer = Arrays.copyOf(QUERY, QUERY.length - 11);
        answer[2] |= (byte) 0x80;
        answer[11] = 0;
        answer[at] = (byte) octet;
        return answer;
    }

    @Test
    @DisplayName("RFC 6891 §6.1.2: a query has an OPT record with the size, or none")
    void asksWithAndWithoutOpt() {
        byte[] plain = DnsWire.query(DomainName.of("az.example"), RecordType.TXT, 0);
        assertThat(plain).hasSize(QUERY.length - 11);
        assertThat(List.of(plain[11], QUERY[11])).containsExactly((byte) 0, (byte) 1);
        assertThat(ByteBuffer.wrap(QUERY, plain.length, 5).get()).isZero();
        assertThat(ByteBuffer.wrap(QUERY).getInt(plain.length + 1)).isEqualTo(41 << 16 | 1232);
    }

    @Test
    void theIdIsTheFirstTwoOctets() {
        assertThat(DnsWire.id(QUERY)).isEqualTo(0x8182);
    }

    @ParameterizedTest(name = "octet {0} is {1}: {2}")
    @DisplayName("RFC 5452 §9.1: the same ID, the same question, in whatever letter case")
    @CsvSource({
        "0, 0x81, true",
        "0, 0x82, false",
        "1, 0x81, false",
        // Not an answer; an answer that is cut; to an inverse query; to an update.
        "2, 0x01, false",
        "2, 0x83, true",
        "2, 0x89, false",
        "2, 0xA9, false",
        "3, 0x83, true",
        // The number of questions.
        "4, 1, false",
        "5, 2, false",
        "13, 0x41, true",
        "14, 0x5A, true",
        "13, 0x62, false",
        "14, 0x40, false",
        // The last octets of the name, the type and the class.
        "22, 0x45, true",
        "22, 0x46, false",
        "25, 17, false",
        "27, 2, false"
    })
    void answers(int at, int octet, boolean expected) {
        assertThat(DnsWire.answers(answer(at, octet), QUERY)).isEqualTo(expected);
    }

    @Test
    @DisplayName("an answer has the whole question, and what lies behind it is not looked at")
    void answersByTheWholeQuestion() {
        byte[] whole = answer(3, 0x80);
        assertThat(DnsWire.answers(Arrays.copyOf(whole, whole.length + 9), QUERY))
                .isTrue();
        for (int length = 0; length < whole.length; length++) {
            assertThat(DnsWire.answers(Arrays.copyOf(whole, length), QUERY)).isFalse();
        }
    }

    @ParameterizedTest(name = "{0} octets, RCODE {1}: {2}")
    @DisplayName("a server that could not read the question repeats none, and has no answer")
    @CsvSource({"12, 1, true", "12, 2, true", "12, 5, true", "12, 0, false", "12, 3, false", "13, 2, false"})
    void answersWithoutAQuestion(int length, int rcode, boolean expected) {
        byte[] answer = Arrays.copyOf(answer(5, 0), length);
        answer[3] = (byte) (0x80 | rcode);
        assertThat(DnsWire.answers(answer, QUERY)).isEqualTo(expected);
    }

    @Test
    @DisplayName("RFC 2181 §8: a TTL with the top bit set is zero")
    void boundsTheTtl() {
        assertThat(DnsWire.ttl(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        assertThat(DnsWire.ttl(Integer.MAX_VALUE + 1L)).isZero();
    }

    @Test
    @DisplayName("the length of the data is that of its octets without compression")
    void measuresData() throws Exception {
        Name name = Name.fromString("mail.example.");
        assertThat(DnsWire.length(new TXTRecord(name, DClass.IN, 60, List.of("abc", "", "de"))))
                .isEqualTo(4 + 1 + 3);
        assertThat(DnsWire.length(new MXRecord(name, DClass.IN, 60, 10, name))).isEqualTo(2 + 14);
        assertThat(DnsWire.length(new PTRRecord(name, DClass.IN, 60, name))).isEqualTo(14);
        assertThat(DnsWire.length(new ARecord(name, DClass.IN, 60, InetAddress.getByName("192.0.2.1"))))
                .isEqualTo(4);
        assertThat(ByteBuffer.wrap(QUERY).getShort(2)).isEqualTo((short) 0x0120);
    }
}
