package org.ordercast.sample.page;

import java.nio.file.Files;
import java.nio.file.Path;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A headless Chromium that talks to this machine only. */
final class Browser {

    private static final Path CHROMIUM = Path.of(System.getProperty("browser.binary", "/usr/bin/chromium"));
    private static final Path DRIVER = Path.of(System.getProperty("browser.driver", "/usr/bin/chromedriver"));

    private Browser() {}

    /**
     * Opens a browser. Both programs are named, so that nothing is looked for, and nothing downloaded.
     *
     * @param profile an empty directory for its profile
     * @return the browser, to be quit by its user
     */
    static ChromeDriver open(Path profile) {
        check(CHROMIUM, "browser.binary");
        check(DRIVER, "browser.driver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toString());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile,
                "--window-size=1480,1500");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        return new ChromeDriver(service, options);
    }

    private static void check(Path program, String property) {
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException("The browser test needs " + program
                    + ", which is not there. On Debian: apt-get install chromium chromium-driver. Elsewhere, say where it"
                    + " is with -D" + property + "=…");
        }
    }
}
