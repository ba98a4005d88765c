package org.signetmail.bench;

import java.util.List;
import java.util.Map;
import org.signetmail.testkit.Zone;

/** All checks of one message: the sum that a mail server pays. */
final class AuthenticationRows {

    private AuthenticationRows() {}

    static List<Row> all() {
        return List.of(Row.cpu(
                "authenticate 2 KB prose, two RSA signatures",
                Goal.ratio(1.18),
                Map.of(
                        Engine.SIGNET, () -> Inbound.authenticate(dns()),
                        Engine.LIMIT, () -> BareCryptography.verify(Inbound.message(), dns(), Mail.RSA, null),
                        Engine.JSPF_AND_JDKIM, () -> Inbound.spfAndKeys(dns()))));
    }

    private static MemoryDns dns() {
        return MemoryDns.of(Zone.parse(Inbound.zone()));
    }
}
