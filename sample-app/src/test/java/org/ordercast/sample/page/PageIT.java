package org.ordercast.sample.page;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;

@DisplayName("The page of a running cluster")
class PageIT {

    private static final int BURST_OF_ALL = 30_000;
    private static final By ORDERED_VERDICT = By.id("ordered-verdict");
    private static final By UNORDERED_VERDICT = By.id("unordered-verdict");
    private static final By MY_LAST_ORDER = By.cssSelector("#mine li:first-child");

    @TempDir
    private static Path profile;

    private static WebDriver browser;
    private static RunningCluster cluster;
    private static List<JsonObject> atStart;

    private OrderbookPage page;

    @BeforeAll
    static void startServersAndBrowser() throws IOException, InterruptedException {
        browser = Browser.open(profile);
        cluster = RunningCluster.start();
        atStart = cluster.statuses();
    }

    @AfterAll
    static void stopServersAndBrowser() {
        if (cluster != null) {
            cluster.close();
        }
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void openThePageOfTheFirstServer() {
        browser.get(cluster.address(0).toString());
        page = new OrderbookPage(browser);
        page.awaitLive();
        awaitAgreementOfAll();
    }

    private static JsonObject replica(JsonObject status) {
        return status.getJsonObject("replica");
    }

    private static long position(JsonObject status) {
        return replica(status).getJsonNumber("position").longValue();
    }

    private static JsonObject unordered(JsonObject status) {
        return status.getJsonObject("unordered");
    }

    private static long distinct(List<?> values) {
        return values.stream().distinct().count();
    }

    private static String grouped(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    /** All servers live, at one sequence with one digest, by their own words. */
    private void awaitAgreementOfAll() {
        page.await("all servers agree", () -> {
            List<JsonObject> statuses = cluster.statuses();
            return statuses.stream()
                            .allMatch(
                                    status -> replica(status).getString("state").equals("LIVE"))
                    && distinct(statuses.stream().map(PageIT::position).toList()) == 1
                    && distinct(statuses.stream()
                                    .map(status -> replica(status).getString("digest"))
                                    .toList())
                            == 1;
        });
    }

    private void burst() {
        long before = position(cluster.status(0));
        page.click(By.id("burst"));
        page.await(
                "every command of the burst is applied everywhere",
                () -> cluster.statuses().stream().allMatch(status -> position(status) >= before + BURST_OF_ALL));
        awaitAgreementOfAll();
    }

    private void placeOrder(String side, String price, String quantity) {
        page.click(By.cssSelector(".sides label." + side));
        page.type("price", price);
        page.type("quantity", quantity);
        page.click(By.cssSelector("#entry button"));
    }

    @Test
    void showsServersThatStartedWithTheOrderAndAskedNobodyForTheBook() {
        assertThat(atStart).allSatisfy(status -> {
            assertThat(replica(status).getInt("startedAt")).isZero();
            assertThat(replica(status).getInt("snapshotsAsked")).isZero();
        });
    }

    @Test
    void saysThatAllServersAgreeAfterABurstAndSoTheyDo() {
        burst();

        long position = position(cluster.status(0));
        String digest = replica(cluster.status(0)).getString("digest");
        page.await(
                "the banner tells the last sequence",
                () -> page.text(ORDERED_VERDICT)
                        .contains("All three servers agree up to sequence " + grouped(position)));
        assertThat(page.attribute(ORDERED_VERDICT, "data-kind")).isEqualTo("AGREE");
        for (int index = 0; index < 3; index++) {
            By digestInCard = OrderbookPage.inCard(index, ".digest");
            page.await(
                    "card " + index + " shows the digest",
                    () -> page.attribute(digestInCard, "data-digest").equals(digest));
        }
        assertThat(page.text(By.id("burst-text"))).isEqualTo("Burst done: 30,000 of 30,000 ordered");
        assertThat(page.notices()).isZero();
    }

    @Test
    void saysOfTheLaneWithoutOrderingWhatTheServersSayThemselves() {
        burst();
        page.await(
                "the lane without ordering has every command everywhere",
                () -> distinct(cluster.statuses().stream()
                                .map(status -> unordered(status).getJsonObject("origins"))
                                .toList())
                        == 1);

        List<String> digests = cluster.statuses().stream()
                .map(status -> unordered(status).getJsonObject("book").getString("digest"))
                .toList();
        long count = unordered(cluster.status(0)).getJsonNumber("count").longValue();
        boolean diverged = distinct(digests) > 1;
        String expected = diverged ? "Diverged after the same %s commands" : "Still agrees, after the same %s commands";
        page.await(
                "the page says so",
                () -> page.text(UNORDERED_VERDICT).contains(String.format(expected, grouped(count))));
        assertThat(page.attribute(UNORDERED_VERDICT, "data-kind")).isEqualTo(diverged ? "DIFFER" : "AGREE");
        assertThat(IntStream.range(0, 3)
                        .mapToObj(index -> page.attribute(OrderbookPage.unorderedDigest(index), "data-digest")))
                .isEqualTo(digests);
    }

    @Test
    void emptiesAllBooksInBothLanes() {
        page.click(By.id("reset"));

        page.await(
                "all books are empty",
                () -> cluster.statuses().stream().allMatch(status -> {
                    JsonObject book = replica(status).getJsonObject("book");
                    JsonObject lane = unordered(status);
                    return book.getInt("resting") == 0 && book.getInt("trades") == 0 && lane.getInt("count") == 0;
                }));
        awaitAgreementOfAll();
        page.await("the page shows it", () -> page.text(By.id("resting")).equals("0"));
    }

    @Test
    void placesAnOrderAndCancelsIt() {
        placeOrder("buy", "0.05", "70");
        page.await(
                "the order rests",
                () -> page.attribute(MY_LAST_ORDER, "data-state").equals("resting"));
        awaitAgreementOfAll();
        assertThat(page.text(MY_LAST_ORDER)).contains("Buy 70 @ 0.05").contains("Resting since");

        page.click(By.cssSelector("#mine li:first-child button"));

        page.await(
                "the order is cancelled",
                () -> page.attribute(MY_LAST_ORDER, "data-state").equals("cancelled"));
    }

    @Test
    void tradesAnOrderOfOneServerWithThatOfAnother() {
        page.click(By.id("reset"));
        page.await("the book is empty", () -> page.text(By.id("resting")).equals("0"));
        placeOrder("sell", "100.00", "30");
        page.await(
                "the order rests",
                () -> page.attribute(MY_LAST_ORDER, "data-state").equals("resting"));
        page.click(By.cssSelector("#entry option[value='server-3']"));

        placeOrder("buy", "100.50", "30");

        page.await(
                "the order is filled",
                () -> page.attribute(MY_LAST_ORDER, "data-state").equals("filled"));
        page.await(
                "the trade is on the tape",
                () -> page.text(By.cssSelector("#trades tbody tr:first-child"))
                        .matches("(?s)1\\s+Buy\\s+100\\.00\\s+30"));
    }

    @Test
    void refusesAnOrderThatIsNotAllowedAndPlacesNothing() {
        long before = position(cluster.status(0));

        page.type("quantity", "0");
        page.click(By.cssSelector("#entry button"));

        assertThat(page.shows(By.cssSelector("#entry input[name='quantity']:invalid")))
                .isTrue();
        assertThat(position(cluster.status(0))).isEqualTo(before);
    }

    @Test
    void stopsAndRestartsAServersDeliveryWithoutLosingAMessage() {
        By stop = OrderbookPage.inCard(2, ".stop");
        page.click(stop);
        page.await("server-3 is stopped", () -> page.text(OrderbookPage.card(2)).contains("Delivery stopped"));
        assertThat(cluster.status(2).getJsonObject("delivery").getString("state"))
                .isEqualTo("PAUSED");
        long stoppedAt = position(cluster.status(2));

        placeOrder("buy", "0.01", "1");
        page.await("the others go on", () -> position(cluster.status(1)) > stoppedAt);
        assertThat(position(cluster.status(2))).isEqualTo(stoppedAt);
        page.await(
                "the banner says how far all agree",
                () -> page.text(ORDERED_VERDICT).contains("agree up to sequence " + grouped(stoppedAt)));

        page.click(stop);
        page.await("server-3 delivers", () -> page.text(OrderbookPage.card(2)).contains("Delivering"));
        awaitAgreementOfAll();
    }

    @Test
    void makesABeanSlowAndQuickAgain() {
        By slow = OrderbookPage.inCard(1, ".slow");
        page.click(slow);
        page.await("server-2 is slow", () -> page.text(OrderbookPage.card(1)).contains("Slow: 5 ms each"));
        assertThat(cluster.status(1).getJsonObject("delivery").getInt("slowMillis"))
                .isEqualTo(5);
        assertThat(page.attribute(slow, "aria-pressed")).isEqualTo("true");

        page.click(slow);

        page.await("server-2 is quick", () -> !page.text(OrderbookPage.card(1)).contains("Slow:"));
        assertThat(cluster.status(1).getJsonObject("delivery").getInt("slowMillis"))
                .isZero();
    }

    @Test
    void runsASteadyFlowUntilItIsSwitchedOff() {
        long before = position(cluster.status(0));
        page.click(By.id("flow"));
        page.await("commands flow", () -> position(cluster.status(0)) > before + 20);
        page.await("the button says so", () -> page.text(By.id("flow")).equals("Stop steady flow"));

        page.click(By.id("flow"));

        page.await(
                "the flow is off",
                () -> cluster.statuses().stream()
                        .allMatch(status -> status.getJsonObject("flow").getInt("perSecond") == 0));
        awaitAgreementOfAll();
    }

    @Test
    void saysThatAServerIsDownAndHowItCatchesUpWhenItIsBack() throws IOException, InterruptedException {
        placeOrder("buy", "0.02", "5");
        awaitAgreementOfAll();
        int victim =
                cluster.status(2).getJsonObject("group").getString("sequencer").equals("server-3") ? 1 : 2;

        cluster.kill(victim);
        page.await(
                "the page says that it is down",
                () -> page.text(OrderbookPage.card(victim)).contains("Down:"));
        assertThat(page.text(ORDERED_VERDICT)).contains("server-" + (victim + 1) + " is down");

        cluster.startAgain(victim);
        awaitAgreementOfAll();
        long startedAt =
                replica(cluster.status(victim)).getJsonNumber("startedAt").longValue();
        assertThat(startedAt).isPositive();
        page.await(
                "the page says where it started",
                () -> page.text(OrderbookPage.card(victim)).contains("Started at sequence " + grouped(startedAt)));
        page.await("all three agree again", () -> page.text(ORDERED_VERDICT).contains("All three servers agree"));
    }
}
