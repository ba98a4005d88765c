/**
 * DMARC aggregate reports of many mail servers by Kafka Streams: {@link org.signetmail.examples.kafka.ResultTopic} is what a mail
 * server writes to, {@link org.signetmail.examples.kafka.ReportsApplication} merges and mails. To be copied; what a user does not
 * have may not enter.
 */
@NullMarked
package org.signetmail.examples.kafka;

import org.jspecify.annotations.NullMarked;
