package org.signetmail.testkit;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/** Null is refused by the name of what is missing. */
class NullTest {

    private static final DomainName NAME = DomainName.of("example.net");

    static List<Map.Entry<String, ThrowingCallable>> calls() {
        Zone empty = Zone.parse("");
        FakeDns dns = FakeDns.of(empty);
        Zone.Builder zone = Zone.builder();
        DnsServer.Builder server = DnsServer.builder(empty);
        return List.of(
                Map.entry("text", () -> FakeDns.zone(null)),
                Map.entry("zone", () -> FakeDns.of(null)),
                Map.entry("delay", () -> dns.withDelay(null)),
                Map.entry("maxDelay", () -> dns.withShuffledDelays(1, null)),
                Map.entry("name", () -> dns.lookup(null, RecordType.A)),
                Map.entry("type", () -> dns.lookup(NAME, null)),
                Map.entry("text", () -> Zone.parse(null)),
                Map.entry("name", () -> zone.txt(null, "text")),
                Map.entry("strings", () -> zone.txt(NAME, (String[]) null)),
                Map.entry("strings", () -> zone.txt(NAME, "text", null)),
                Map.entry("strings", () -> zone.txt(NAME, (List<byte[]>) null)),
                Map.entry("strings", () -> zone.txt(NAME, Collections.singletonList((byte[]) null))),
                Map.entry("address", () -> zone.a(NAME, null)),
                Map.entry("address", () -> zone.aaaa(NAME, null)),
                Map.entry("name", () -> zone.a(null, "192.0.2.1")),
                Map.entry("exchange", () -> zone.mx(NAME, 1, null)),
                Map.entry("target", () -> zone.ptr(NAME, null)),
                Map.entry("target", () -> zone.cname(NAME, null)),
                Map.entry("name", () -> zone.cname(null, NAME)),
                Map.entry("type", () -> zone.fault(NAME, (RecordType) null, ZoneFault.SERVFAIL)),
                Map.entry("fault", () -> zone.fault(NAME, RecordType.A, null)),
                Map.entry("fault", () -> zone.fault(NAME, null)),
                Map.entry("name", () -> zone.fault(null, ZoneFault.SERVFAIL)),
                Map.entry("zone", () -> DnsServer.start(null)),
                Map.entry("address", () -> server.address(null)),
                Map.entry("delay", () -> server.delay(null)),
                Map.entry("fault", () -> server.fault(null)),
                Map.entry("text", () -> Messages.crlf(null)),
                Map.entry("octets", () -> Messages.crlfOctets(null)),
                Map.entry("secret", () -> TestKeys.ed25519(null)),
                Map.entry("path", () -> Conformance.find(null)),
                Map.entry("keyType", () -> new TestKey(null, null, null, null)));
    }

    @TestFactory
    Stream<DynamicTest> refusesNullByName() {
        return calls().stream()
                .map(call -> DynamicTest.dynamicTest(
                        call.getKey(),
                        () -> assertThatNullPointerException()
                                .isThrownBy(call.getValue())
                                .withMessage(call.getKey())));
    }
}
