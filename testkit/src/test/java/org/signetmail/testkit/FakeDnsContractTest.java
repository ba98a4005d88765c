package org.signetmail.testkit;

import org.signetmail.core.DnsResolver;

class FakeDnsContractTest extends DnsResolverKit {

    @Override
    protected DnsResolver resolver(Zone zone) {
        return FakeDns.of(zone);
    }
}
