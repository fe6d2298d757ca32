package org.ordercast.engine.member;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.GroupSettingsBuilder;
import org.ordercast.engine.frame.FramePool;
import org.ordercast.engine.protocol.Counters;
import org.ordercast.engine.protocol.MemberContext;

/** What one part of member alpha is given, all of it recorded. */
final class TestContext {

    private final RecordingSender sender = new RecordingSender();
    private final TestLog log = new TestLog();
    private final TestEvents events = new TestEvents();
    private final Counters counters = new Counters();
    private final MemberContext context;

    TestContext() {
        this(settings -> settings);
    }

    TestContext(UnaryOperator<GroupSettingsBuilder> change) {
        GroupSettings settings = change.apply(
                        GroupSettings.builder().group(TestNetwork.GROUP).memberId("alpha"))
                .build();
        this.context = new MemberContext(
                settings,
                TestMember.identity("alpha", 1),
                ForgedDatagrams.GROUP,
                1472,
                new Random(1),
                new FramePool(ByteBuffer::allocate),
                sender,
                log,
                new TestFetcher(),
                events,
                counters);
    }

    MemberContext context() {
        return context;
    }

    RecordingSender sender() {
        return sender;
    }

    TestLog log() {
        return log;
    }

    TestEvents events() {
        return events;
    }

    Counters counters() {
        return counters;
    }
}
