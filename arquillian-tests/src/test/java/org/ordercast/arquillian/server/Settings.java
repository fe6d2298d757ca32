package org.ordercast.arquillian.server;

/** What the build tells the tests, and the tests tell the servers. */
public final class Settings {

    private static final String DIRECTORY = "ordercast.it.directory";
    private static final String RAR = "ordercast.it.rar";
    private static final String MESSAGES = "ordercast.it.messages";

    private Settings() {}

    /** The directory below which servers write. */
    public static String directory() {
        return get(DIRECTORY);
    }

    /** The file that the resource adapter is deployed from. */
    public static String rar() {
        return get(RAR);
    }

    /** How many messages each server publishes, where many do. */
    public static int messages() {
        return Integer.parseInt(get(MESSAGES));
    }

    private static String get(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException(
                    "system property " + property + " is not set; run the tests by 'mvn verify', which sets it");
        }
        return value;
    }
}
