package org.ordercast.sample.book;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names an order for ever. A server draws a session at random at its start and numbers its orders 1, 2, 3 … within it,
 * so that two servers, or two lives of one server, never give the same name.
 *
 * @param session the submitting server's session
 * @param number the order's number within that session, at least 1
 */
public record OrderId(int session, int number) {

    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{8})-([1-9][0-9]{0,9})");

    /**
     * Checks the number.
     *
     * @param session the submitting server's session
     * @param number the order's number within that session
     */
    public OrderId {
        if (number < 1) {
            throw new IllegalArgumentException("order number: " + number + " is not allowed; at least 1");
        }
    }

    /**
     * Reads what {@link #toString()} wrote.
     *
     * @param text eight hexadecimal digits, a dash, and the number
     * @return the id
     * @throws IllegalArgumentException if the text is of another form
     */
    public static OrderId parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches() || Long.parseLong(matcher.group(2)) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "order id: '" + text + "' is not one; they look like 3f2a9c01-12, as the order's placing gave it");
        }
        return new OrderId(Integer.parseUnsignedInt(matcher.group(1), 16), Integer.parseInt(matcher.group(2)));
    }

    /**
     * The id in 64 bits.
     *
     * @return the session in the upper, the number in the lower half
     */
    public long packed() {
        return (long) session << Integer.SIZE | number;
    }

    /**
     * Undoes {@link #packed()}.
     *
     * @param packed the id in 64 bits
     * @return the id
     * @throws IllegalArgumentException if the number in it is not at least 1
     */
    public static OrderId unpacked(long packed) {
        return new OrderId((int) (packed >>> Integer.SIZE), (int) packed);
    }

    @Override
    public String toString() {
        return String.format("%08x-%d", session, number);
    }
}
