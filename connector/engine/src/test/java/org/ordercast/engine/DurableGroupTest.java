package org.ordercast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Members whose logs are on disk, over real sockets: whoever ends comes back to the same order. */
class DurableGroupTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(
            value = Durability.class,
            names = {"OS", "DISK"})
    void theSequencerComesBackAndTheOrderGoesOn(Durability durability) throws Exception {
        try (TestGroup group = group(durability)) {
            Member alpha = group.start("alpha");
            Member beta = group.start("beta");
            Member gamma = group.start("gamma");
            Cursor cursor = beta.openCursor();
            publish(alpha, "one");
            publish(beta, "two");
            alpha.close();
            Eventually.until("beta waits", () -> beta.snapshot().state() == MemberState.WAITING);
            List<CompletableFuture<Place>> patient = beta.publish(
                    List.of("three".getBytes(StandardCharsets.UTF_8)), Acknowledgement.STABLE, Eventually.DEADLINE);
            Member back = group.start("alpha");
            assertThat(patient.get(0).get(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo(new Place(3, 2));
            publish(back, "four");

            assertThat(back.snapshot().state()).isEqualTo(MemberState.SEQUENCING);
            assertThat(read(cursor, 4)).containsExactly("1:one", "2:two", "3:three", "4:four");
            Eventually.until(
                    "all agree",
                    () -> back.snapshot().digest() == beta.snapshot().digest()
                            && back.snapshot().digest() == gamma.snapshot().digest());
        }
    }

    @Test
    void aWholeGroupComesBackToItsOrder() throws Exception {
        try (TestGroup group = group(Durability.OS)) {
            publish(group.start("alpha"), "one");
            publish(group.start("beta"), "two");
        }
        try (TestGroup group = group(Durability.OS)) {
            Member beta = group.startAlone("beta");
            Member alpha = group.start("alpha");
            Eventually.until("beta follows", () -> beta.snapshot().state() == MemberState.FOLLOWING);
            assertThat(publish(beta, "three")).isEqualTo(new Place(3, 2));
            assertThat(alpha.snapshot().epoch()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMemberThatWasAwayCatchesUpFromTheSequencersLog(boolean sealed) throws Exception {
        try (TestGroup group = sealed ? sealedGroup() : group(Durability.OS)) {
            Member alpha = group.start("alpha");
            Member beta = group.start("beta");
            Member gamma = group.start("gamma");
            publish(alpha, "before");
            gamma.close();
            List<byte[]> meanwhile = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                meanwhile.add(new byte[i % 10 == 0 ? 20_000 : 500]);
            }
            TestGroup.result(TestGroup.publishing(beta, meanwhile));
            Member back = group.startAlone("gamma");
            Cursor cursor = back.openCursor();
            FutureTask<List<TestGroup.Seen>> reading = TestGroup.reading(cursor, meanwhile.size());
            Eventually.until("gamma is back", () -> back.snapshot().state() == MemberState.FOLLOWING);

            List<TestGroup.Seen> seen = TestGroup.result(reading);
            assertThat(seen.get(0).sequence()).isEqualTo(2);
            TestGroup.assertOneOrder(List.of(seen));
            assertThat(back.counters().get(Counter.MESSAGES_MISSED)).isZero();
            Eventually.until(
                    "both agree",
                    () -> back.snapshot().digest() == alpha.snapshot().digest());
        }
    }

    private TestGroup sealedGroup() {
        return new TestGroup(settings -> settings.group("durable")
                .sequencer("alpha")
                .groupKey("A".repeat(43) + "=")
                .storage(StorageSettings.onDisk(Durability.OS, directory.toString())));
    }

    @Test
    void twoMembersCannotShareOneLog() throws Exception {
        try (TestGroup group = group(Durability.OS)) {
            group.start("alpha");
            assertThatThrownBy(() -> group.startAlone("alpha"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void aGroupWhoseMembersHaveNoIdsComesBackToItsOrderInAnyOrderOfTheirStart() throws Exception {
        Set<String> before = new HashSet<>();
        try (TestGroup group = nameless()) {
            List<Member> members = group.startTogether("", "", "");
            members.forEach(member -> before.add(member.settings().memberId()));
            publish(members.get(0), "one");
            publish(members.get(2), "two");
        }
        assertThat(before).hasSize(3);
        try (TestGroup group = nameless()) {
            List<Member> members = group.startTogether("", "", "");

            assertThat(members)
                    .extracting(member -> member.settings().memberId())
                    .containsExactlyInAnyOrderElementsOf(before);
            assertThat(publish(members.get(1), "three")).isEqualTo(new Place(3, 2));
        }
    }

    @Test
    void oneMemberOfAGroupThatWasStoppedTakesTheSequencersLogAndGoesOnAlone() throws Exception {
        try (TestGroup group = nameless()) {
            publish(group.startTogether("", "").get(1), "one");
        }
        try (TestGroup group = nameless()) {
            Member alone = group.start("");

            assertThat(alone.snapshot().state()).isEqualTo(MemberState.SEQUENCING);
            assertThat(publish(alone, "two")).isEqualTo(new Place(2, 2));
        }
    }

    @Test
    void whereTheLogIsAndWhoseIsInTheSettings() throws Exception {
        try (TestGroup group = nameless()) {
            Member member = group.start("");

            assertThat(member.settings().storage().directory()).isEqualTo(directory.toString());
            assertThat(member.logSnapshot().directory())
                    .startsWith(directory.resolve("durable").toString())
                    .endsWith(member.settings().memberId());
            assertThat(member.logSnapshot().complete()).isTrue();
        }
    }

    private TestGroup nameless() {
        return new TestGroup(
                settings -> settings.group("durable").storage(StorageSettings.DEFAULT.in(directory.toString())));
    }

    private TestGroup group(Durability durability) {
        return new TestGroup(settings -> settings.group("durable")
                .sequencer("alpha")
                .storage(StorageSettings.onDisk(durability, directory.toString())));
    }

    private static Place publish(Member member, String text) throws Exception {
        return member.publish(
                        List.of(text.getBytes(StandardCharsets.UTF_8)), Acknowledgement.STABLE, Eventually.DEADLINE)
                .get(0)
                .get(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    private static List<String> read(Cursor cursor, int count) throws InterruptedException {
        List<String> read = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Delivery delivery = cursor.peek(Eventually.DEADLINE).orElseThrow();
            read.add(delivery.sequence() + ":"
                    + StandardCharsets.UTF_8.decode(delivery.payload().duplicate()));
            cursor.advance();
        }
        return read;
    }
}
