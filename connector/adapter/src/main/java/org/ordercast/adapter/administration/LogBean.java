package org.ordercast.adapter.administration;

import java.util.List;
import org.ordercast.engine.Member;

/** Shows a member's log. Every attribute is read from a snapshot of its own. */
final class LogBean implements LogMXBean {

    private final Member member;

    LogBean(Member member) {
        this.member = member;
    }

    @Override
    public String getDurability() {
        return member.logSnapshot().durability().name();
    }

    @Override
    public String getDirectory() {
        return member.logSnapshot().directory();
    }

    @Override
    public long getFirstSequence() {
        return member.logSnapshot().first();
    }

    @Override
    public long getLastSequence() {
        return member.logSnapshot().last();
    }

    @Override
    public long getWrittenSequence() {
        return member.logSnapshot().written();
    }

    @Override
    public long getForcedSequence() {
        return member.logSnapshot().forced();
    }

    @Override
    public long getBytes() {
        return member.logSnapshot().bytes();
    }

    @Override
    public int getSegments() {
        return member.logSnapshot().segments();
    }

    @Override
    public long getUnwrittenBytes() {
        return member.logSnapshot().unwrittenBytes();
    }

    @Override
    public boolean isComplete() {
        return member.logSnapshot().complete();
    }

    @Override
    public List<String> getDamaged() {
        return member.logSnapshot().damaged();
    }

    @Override
    public long getDamagedSequences() {
        return member.logSnapshot().damagedSequences();
    }

    @Override
    public long getDamagesFound() {
        return member.logSnapshot().damagesFound();
    }

    @Override
    public long getDamagesRepaired() {
        return member.logSnapshot().damagesRepaired();
    }
}
