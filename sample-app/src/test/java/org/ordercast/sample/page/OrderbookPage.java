package org.ordercast.sample.page;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.FluentWait;

/** The page, as a user sees it. */
final class OrderbookPage {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(200);

    private final WebDriver browser;

    OrderbookPage(WebDriver browser) {
        this.browser = browser;
    }

    /** Waits for something that has to come true, however slow the machine is. */
    void await(String what, BooleanSupplier condition) {
        new FluentWait<>(browser)
                .withTimeout(PATIENCE)
                .pollingEvery(POLL)
                .ignoring(StaleElementReferenceException.class, NoSuchElementException.class)
                .withMessage(() -> what + "; the page shows: " + text(By.tagName("main")) + text(By.id("notices")))
                .until(any -> condition.getAsBoolean());
    }

    void awaitLive() {
        await(
                "the page is live",
                () -> attribute(By.id("connection"), "data-state").equals("live"));
    }

    void click(By target) {
        await(target + " can be clicked", () -> browser.findElement(target).isEnabled());
        browser.findElement(target).click();
    }

    void type(String field, String value) {
        WebElement input = browser.findElement(By.name(field));
        input.clear();
        input.sendKeys(value);
    }

    boolean shows(By target) {
        return browser.findElements(target).stream().anyMatch(WebElement::isDisplayed);
    }

    String text(By target) {
        return browser.findElement(target).getText();
    }

    String attribute(By target, String name) {
        String value = browser.findElement(target).getDomAttribute(name);
        return value == null ? "" : value;
    }

    /** The number of errors that are shown. */
    int notices() {
        return browser.findElements(By.className("notice")).size();
    }

    static By inCard(int index, String selector) {
        return By.cssSelector(".server[data-server='server-" + (index + 1) + "'] " + selector);
    }

    static By card(int index) {
        return By.cssSelector(".server[data-server='server-" + (index + 1) + "']");
    }

    static By unorderedDigest(int index) {
        return By.cssSelector("#unordered-table tr[data-server='server-" + (index + 1) + "'] .digest");
    }
}
