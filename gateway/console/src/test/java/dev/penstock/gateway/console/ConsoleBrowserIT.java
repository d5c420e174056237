package dev.penstock.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The page as people see it. Screenshots stay in {@code target/screenshots}. */
class ConsoleBrowserIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final String LEVELS =
      "[...document.querySelectorAll('#synoptic .tank .number')].map(e => e.textContent).join()";

  /** Chromium may still write while it ends, so what it leaves is not the test's business. */
  @TempDir(cleanup = CleanupMode.NEVER)
  Path profile;

  private final FakeGateway small = new FakeGateway(InstantSource.system(), 0);
  private @Nullable Console console;
  private @Nullable Chromium browser;

  @BeforeEach
  void start() throws Exception {
    browser = Chromium.start(profile);
  }

  @AfterEach
  void close() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (console != null) {
      console.close();
    }
  }

  @Test
  void tanksMoveWithoutErrorsOrForeignRequests() throws Exception {
    open(small, 1440, 1600, "light");
    String before = browser.evaluate(LEVELS);
    assertThat(before).matches("(\\d+\\.\\d+,){3}\\d+\\.\\d+");
    until("!(" + LEVELS + ").includes('" + before.split(",", 2)[0] + "')");
    until("document.querySelectorAll('#trends-charts canvas').length === 2");
    until("document.getElementById('live').textContent === 'live'");
    browser.screenshot(SCREENSHOTS.resolve("console-light.png"));
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requested())
        .isNotEmpty()
        .allSatisfy(url -> assertThat(url).startsWith(console.uri().toString()));
  }

  @Test
  void everyRowShowsItsQualityInWordsAndItsAge() throws Exception {
    open(small, 1440, 1600, "dark");
    String rows =
        "[...document.querySelectorAll('#rows tr')].map(row => ["
            + "row.querySelector('.c-point code'), row.querySelector('.c-quality .badge span'),"
            + " row.querySelector('.c-age')].map(e => e.textContent).join(' ')).join('\\n')";
    assertThat(browser.evaluate(rows))
        .containsPattern("tanks/tank1Level Good \\d+\\.\\d s")
        .containsPattern("street-1/noise Uncertain \\d+\\.\\d s")
        .containsPattern("street-2/no2 Stale \\d+ min")
        .containsPattern("street-2/noise Bad \\d+ min");
    browser.screenshot(SCREENSHOTS.resolve("console-dark.png"));
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void fitsAPhoneWithoutSidewaysScrolling() throws Exception {
    open(small, 390, 844, "light");
    assertThat(browser.evaluate("document.documentElement.scrollWidth")).isEqualTo("390");
    browser.screenshot(SCREENSHOTS.resolve("console-phone.png"));
  }

  @Test
  void findsOnePointAmongAThousand() throws Exception {
    open(new FakeGateway(InstantSource.system(), 1_000), 1440, 1100, "light");
    assertThat(browser.evaluate("document.querySelectorAll('#rows tr').length")).isEqualTo("25");
    browser.evaluate(
        "(find => { find.value = 't777'; find.dispatchEvent(new Event('input')); })"
            + "(document.getElementById('find'))");
    assertThat(browser.evaluate("document.querySelectorAll('#rows tr').length")).isEqualTo("1");
    assertThat(browser.evaluate("document.querySelector('#rows code').textContent"))
        .isEqualTo("line-7/t777");
    browser.screenshot(SCREENSHOTS.resolve("console-thousand.png"));
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void saysThatNothingIsLiveAndComesBackByItself() throws Exception {
    open(small, 1440, 1100, "light");
    small.broken = true;
    until("!document.getElementById('banner').hidden");
    assertThat(browser.evaluate("document.getElementById('banner').textContent"))
        .startsWith("No live data since ");
    // The table is drawn anew a moment after the banner.
    until("document.querySelector('#rows .c-quality span span').textContent === 'Not live'");
    browser.screenshot(SCREENSHOTS.resolve("console-not-live.png"));
    small.broken = false;
    until("document.getElementById('banner').hidden");
    until("document.querySelector('#rows .c-quality span span').textContent === 'Good'");
  }

  @Test
  void showsTextsOfTheGatewayAsTextsOnly() throws Exception {
    small.reason = "<img src=x onerror=alert(1)> & \"quotes\"";
    open(small, 1440, 1100, "light");
    assertThat(browser.evaluate("document.querySelector('#overall .reason').textContent"))
        .isEqualTo(small.reason);
    assertThat(browser.complaints()).isEmpty();
  }

  private void open(FakeGateway gateway, int width, int height, String scheme) throws Exception {
    console = new Console(ConsoleSettings.loopback(0), gateway);
    console.start();
    browser.open(console.uri(), width, height, scheme);
    until("document.querySelectorAll('#rows tr').length > 0");
  }

  private void until(String condition) {
    await().atMost(PATIENCE).until(() -> browser.evaluate(condition).equals("true"));
  }
}
