package org.ordercast.engine.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class MemberIdsTest {

    @Test
    void anIdEndsWithARandomNumberAndFitsTheSettings() {
        String id = MemberIds.make(new SecureRandom());

        assertThat(id).matches("(?s).+-[0-9a-f]{8}").hasSizeLessThanOrEqualTo(255);
    }

    @Test
    void twoMembersOnAHostHaveDifferentIds() {
        SecureRandom random = new SecureRandom();

        assertThat(MemberIds.make(random)).isNotEqualTo(MemberIds.make(random));
    }
}
