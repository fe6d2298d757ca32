package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.EntryKind;
import org.ordercast.engine.frame.EntryWriter;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.frame.PublishFrame;
import org.ordercast.engine.frame.ViewCodec;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.member.TestMember;
import org.ordercast.engine.membership.View;

/** An order in epoch 6 with alpha and beta in its second view, the frames to apply to it, and what it said. */
abstract class OrderScene {

    static final long ALPHA = 1;
    static final long BETA = 2;

    final List<String> heard = new ArrayList<>();
    final OrderState state = new OrderState(new Listener());
    long beyond = Long.MAX_VALUE;

    OrderScene() {
        state.standAt(at(6, 0, 0, 0));
        apply(view(1, "alpha"));
        apply(view(2, "alpha", "beta"));
        heard.clear();
    }

    static ByteBuffer published(Consumer<EntryWriter> entries) {
        ByteBuffer published = ByteBuffer.allocate(1000);
        EntryWriter writer = new EntryWriter();
        writer.wrap(published.position(PublishFrame.ENTRIES));
        entries.accept(writer);
        return published.flip();
    }

    final void apply(Consumer<EntryWriter> entries) {
        ByteBuffer frame = frame(entries);
        assertThat(state.check(frame, PublishedFrames.NONE)).isNull();
        state.apply(frame, PublishedFrames.NONE);
        assertThat(state.digest()).isEqualTo(state.checkedDigest());
    }

    final void refuse(Consumer<EntryWriter> entries, String why) {
        long sequence = state.sequence();
        long digest = state.digest();
        View view = state.view();
        int lines = heard.size();
        assertThat(state.check(frame(entries), PublishedFrames.NONE)).contains(why);
        assertThat(state.sequence()).isEqualTo(sequence);
        assertThat(state.digest()).isEqualTo(digest);
        assertThat(state.view()).isSameAs(view);
        assertThat(heard).hasSize(lines);
    }

    static ByteBuffer frame(Consumer<EntryWriter> entries) {
        ByteBuffer frame = ForgedOrder.frame(0, 1, 1, 0, 0, entries);
        assertThat(Entry.areValid(frame, OrderFrame.ENTRIES)).isTrue();
        return frame;
    }

    static Consumer<EntryWriter> part(long publisher, long number, byte[] whole, int offset, int length) {
        return cut(EntryKind.FRAGMENT, publisher, number, whole, offset, length);
    }

    static Consumer<EntryWriter> cut(byte kind, long publisher, long number, byte[] whole, int offset, int length) {
        ByteBuffer source = ByteBuffer.allocate(Entry.HEADER + Entry.PART_PREFIX + length);
        EntryWriter writer = new EntryWriter();
        writer.wrap(source);
        writer.addPart(kind, publisher, number, whole, offset, false);
        Entry entry = new Entry();
        entry.wrap(source.flip(), 0);
        entry.next();
        return target -> target.copy(source, entry);
    }

    static Consumer<EntryWriter> view(long number, String... ids) {
        byte[] whole = ViewCodec.encode(newView(number, ids));
        return writer -> writer.addPart(EntryKind.VIEW, ALPHA, number, whole, 0, false);
    }

    static View newView(long number, String... ids) {
        return new View(
                number,
                IntStream.range(0, ids.length)
                        .mapToObj(i -> new View.Participant(TestMember.identity(ids[i], i + 1), 0))
                        .toList());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static LogState at(long epoch, long sequence, long digest, long view) {
        return new LogState(9, epoch, "alpha", ALPHA, sequence, digest, new View(view, List.of()), 0, List.of());
    }

    final class Listener implements OrderListener {

        @Override
        public boolean canBeOrdered(long publisher, long last) {
            return last <= beyond;
        }

        @Override
        public void onContent(long publisher, int bytes) {
            heard.add(bytes + " bytes of " + publisher);
        }

        @Override
        public void onMessages(OrderedBatch batch, long digest) {
            heard.add(batch.firstSequence() + ": " + batch.incarnation() + "/" + batch.firstPublisherSequence() + " x "
                    + batch.count() + " by " + batch.publisher() + " in epoch " + batch.epoch());
        }

        @Override
        public void onMissed(LogRecord.Gap gap) {
            heard.add("gap " + gap.first() + "-" + gap.last());
        }

        @Override
        public void onPassedOver(LogState there) {}

        @Override
        public void onEpoch(LogRecord.EpochStart start) {
            heard.add("epoch " + start.epoch() + " of " + start.sequencer());
        }

        @Override
        public void onView(View view, long digest) {
            heard.add("view " + view.number() + " "
                    + view.members().stream().map(one -> one.identity().id()).toList());
        }
    }
}
