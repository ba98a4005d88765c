package org.signetmail.core.dns;

import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/**
 * What a look-up asks for.
 *
 * @param name the name
 * @param type the type of records
 */
record DnsQuestion(DomainName name, RecordType type) {}
