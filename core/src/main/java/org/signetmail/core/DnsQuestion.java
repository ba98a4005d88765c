package org.signetmail.core;

/**
 * What a look-up asks for.
 *
 * @param name the name
 * @param type the type of records
 */
record DnsQuestion(DomainName name, RecordType type) {}
