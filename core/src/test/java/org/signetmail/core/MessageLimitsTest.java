package org.signetmail.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MessageLimitsTest {

    @Test
    void eachLimitIsSetByItsName() {
        MessageLimits limits = MessageLimits.DEFAULT
                .withHeaderOctets(1)
                .withFieldOctets(2)
                .withFields(3)
                .withMessageOctets(4);
        assertThat(limits).hasToString("header 1 octets, a field 2 octets, 3 fields, message 4 octets");
        assertThat(limits)
                .isEqualTo(MessageLimits.NONE
                        .withMessageOctets(4)
                        .withFields(3)
                        .withFieldOctets(2)
                        .withHeaderOctets(1))
                .isNotEqualTo(limits.withFields(4));
        assertThat(limits.withFields(3)).hasSameHashCodeAs(limits);
    }

    @Test
    void refusesByNameAndValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageLimits.DEFAULT.withHeaderOctets(0))
                .withMessage("headerOctets must be 1 or more: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageLimits.DEFAULT.withFieldOctets(-1))
                .withMessage("fieldOctets must be 1 or more: -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageLimits.DEFAULT.withFields(0))
                .withMessageContaining("fields");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageLimits.DEFAULT.withMessageOctets(0))
                .withMessageContaining("messageOctets");
    }
}
