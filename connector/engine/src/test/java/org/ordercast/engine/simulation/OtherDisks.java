package org.ordercast.engine.simulation;

import java.io.IOException;
import java.util.Optional;
import org.ordercast.engine.care.OtherLogs;
import org.ordercast.engine.link.ReadAnswer;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.membership.MemberIdentity;

/**
 * Other members' logs, for whoever repairs one life's log: read at once, as their servers give them out, unless the hosts are
 * separated or the other process does not run; some connections break.
 */
final class OtherDisks implements OtherLogs {

    private final SimulatedGroup group;
    private final int host;
    private final Dice dice;

    OtherDisks(SimulatedGroup group, int host, Dice dice) {
        this.group = group;
        this.host = host;
        this.dice = dice;
    }

    @Override
    public Records open(MemberIdentity member, long sequence) throws IOException {
        SimulatedMember other = group.memberAt(member.endpoint())
                .orElseThrow(() -> new IOException("nobody is at " + member.endpoint()));
        if (group.isStuck(host, other)) {
            throw new IOException("it does not answer");
        }
        return new Answered(
                LogLink.answer(other.life(), sequence).orElseThrow(() -> new IOException("its log cannot be read")));
    }

    private final class Answered implements Records {

        private final ReadAnswer answer;

        Answered(ReadAnswer answer) {
            this.answer = answer;
        }

        @Override
        public LogRecord next() throws IOException {
            if (group.linkBreaks(dice)) {
                throw new IOException("the connection broke");
            }
            Optional<LogRecord> record = answer.next();
            if (record.isEmpty() && !answer.isComplete()) {
                throw new IOException("it is damaged there, too");
            }
            return record.orElse(null);
        }

        @Override
        public void close() throws IOException {
            answer.close();
        }
    }
}
