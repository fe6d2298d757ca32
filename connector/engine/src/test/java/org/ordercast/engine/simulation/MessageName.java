package org.ordercast.engine.simulation;

import org.ordercast.engine.membership.MemberIdentity;

/**
 * What names a message for ever.
 *
 * @param publisher the id of the member that published it
 * @param incarnation that member's life
 * @param number the message's number among those of that publisher's life, from 1
 */
record MessageName(String publisher, long incarnation, long number) {

    static MessageName of(MemberIdentity publisher, long number) {
        return new MessageName(publisher.id(), publisher.incarnation(), number);
    }

    @Override
    public String toString() {
        return publisher + "/" + Long.toHexString(incarnation) + "#" + number;
    }
}
