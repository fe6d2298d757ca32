package org.ordercast.adapter.administration;

import java.util.HexFormat;
import java.util.List;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.Member;

/** Shows a member. Every attribute is read from a snapshot of its own. */
final class MemberBean implements MemberMXBean {

    private static final long UNKNOWN = -1;

    private final Member member;

    MemberBean(Member member) {
        this.member = member;
    }

    @Override
    public String getGroup() {
        return member.settings().group();
    }

    @Override
    public String getMemberId() {
        return member.settings().memberId();
    }

    @Override
    public String getState() {
        return member.snapshot().state().name();
    }

    @Override
    public int getStateCode() {
        return member.snapshot().state().code();
    }

    @Override
    public String getReason() {
        return member.snapshot().reason();
    }

    @Override
    public String getSequencer() {
        return member.snapshot().sequencer().orElse("");
    }

    @Override
    public long getEpoch() {
        return member.snapshot().epoch();
    }

    @Override
    public long getOrdered() {
        return member.snapshot().ordered();
    }

    @Override
    public long getCommitted() {
        return member.snapshot().committed();
    }

    @Override
    public long getStable() {
        return member.snapshot().stable();
    }

    @Override
    public String getDigest() {
        return HexFormat.of().toHexDigits(member.snapshot().digest());
    }

    @Override
    public int getMemberCount() {
        return member.snapshot().members().size();
    }

    @Override
    public List<ViewEntry> getMembers() {
        GroupSnapshot snapshot = member.snapshot();
        return snapshot.members().stream()
                .map(each -> new ViewEntry(
                        each.id(),
                        each.incarnation(),
                        each.address(),
                        each.sequencer(),
                        each.acknowledged(),
                        lag(snapshot, each)))
                .toList();
    }

    @Override
    public long getGreatestMemberLag() {
        GroupSnapshot snapshot = member.snapshot();
        return snapshot.members().stream()
                .mapToLong(each -> lag(snapshot, each))
                .filter(lag -> lag != UNKNOWN)
                .max()
                .orElse(0);
    }

    private static long lag(GroupSnapshot snapshot, GroupSnapshot.ViewMember each) {
        return each.acknowledged() < 0 ? UNKNOWN : Math.max(0, snapshot.ordered() - each.acknowledged());
    }
}
