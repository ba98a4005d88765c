package org.signetmail.testkit;

import org.signetmail.core.DnsResolver;

class FakeDnsContractTest extends ResolverContract {

    @Override
    DnsResolver resolver() {
        return FakeDns.of(ZONE);
    }
}
