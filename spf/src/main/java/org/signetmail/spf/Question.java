package org.signetmail.spf;

import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/** What is asked of DNS. */
record Question(DomainName name, RecordType type) {}
