package org.ordercast.adapter.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.ordercast.adapter.testing.FakeGroup;
import org.ordercast.adapter.testing.FakeMember;
import org.ordercast.engine.GroupSettings;

class SharedMembersTest {

    private final FakeGroup group = new FakeGroup();
    private final SharedMembers members = group.members();

    @Test
    void equalSettingsAreOneMember() throws Exception {
        SharedMembers.Lease one = members.acquire(settings("a"));
        SharedMembers.Lease two = members.acquire(settings("a"));

        assertThat(group.started()).hasSize(1);
        assertThat(one.member()).isSameAs(two.member());
    }

    @Test
    void differentSettingsAreDifferentMembers() throws Exception {
        members.acquire(settings("a"));
        members.acquire(settings("b"));

        assertThat(group.started()).extracting(FakeMember::settings).containsExactly(settings("a"), settings("b"));
    }

    @Test
    void theLastPartThatIsGivenBackEndsTheMember() throws Exception {
        SharedMembers.Lease one = members.acquire(settings("a"));
        SharedMembers.Lease two = members.acquire(settings("a"));

        one.close();
        one.close();
        assertThat(group.member().isClosed()).isFalse();

        two.close();
        assertThat(group.member().isClosed()).isTrue();
    }

    @Test
    void aMemberThatEndedIsStartedAnew() throws Exception {
        members.acquire(settings("a")).close();
        members.acquire(settings("a"));

        assertThat(group.started()).extracting(FakeMember::isClosed).containsExactly(true, false);
    }

    @Test
    void aMemberThatDoesNotStartIsTriedAgain() throws Exception {
        List<GroupSettings> tried = new ArrayList<>();
        SharedMembers failing = new SharedMembers(
                settings -> {
                    tried.add(settings);
                    throw new IOException("no such interface");
                },
                member -> new FakeGroup.NoDisplay());

        assertThatThrownBy(() -> failing.acquire(settings("a"))).hasMessage("no such interface");
        assertThatThrownBy(() -> failing.acquire(settings("a"))).hasMessage("no such interface");
        assertThat(tried).hasSize(2);
    }

    @Test
    void instancesThatComeAndGoAtOnceNeverMeetAClosedMember() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> outcomes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                outcomes.add(threads.submit((Callable<Boolean>) () -> {
                    boolean open = true;
                    for (int round = 0; round < 1_000; round++) {
                        try (SharedMembers.Lease lease = members.acquire(settings("a"))) {
                            open &= !((FakeMember) lease.member().member()).isClosed();
                        }
                    }
                    return open;
                }));
            }
            for (Future<Boolean> outcome : outcomes) {
                assertThat(outcome.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(group.started()).allMatch(FakeMember::isClosed);
    }

    private static GroupSettings settings(String group) {
        return GroupSettings.builder().group(group).build();
    }
}
