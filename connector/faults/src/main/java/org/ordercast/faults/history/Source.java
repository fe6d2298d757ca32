package org.ordercast.faults.history;

/**
 * One life of a publisher, as the content of its messages names it.
 *
 * @param member the number of its member in the group, from 0
 * @param life which life of that member, from 1
 */
public record Source(int member, int life) {

    @Override
    public String toString() {
        return "life " + life + " of member " + member;
    }
}
