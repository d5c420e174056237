package dev.penstock.gateway.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.buffer.Journals;
import dev.penstock.contract.Json;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalView;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gateway, broker and twin, each a process, killed in turn while 500 values a second flow. */
class UnderFireSystemTest {

  private static final int LOAD_POINTS = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path folder;

  private int port;
  private TankSite site;
  private Process broker;
  private PenstockProcess gateway;
  private PenstockProcess twin;

  @BeforeEach
  void startEverything() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    site = new TankSite(folder, LOAD_POINTS, plant -> plant);
    startBroker();
    makeTwinKey();
    startGateway();
    startTwin();
  }

  /** Also what stands after a start that failed half way. */
  @AfterEach
  void stopEverything() throws Exception {
    if (broker != null) {
      broker.destroyForcibly();
    }
    for (AutoCloseable one : Stream.of(gateway, twin, site).filter(Objects::nonNull).toList()) {
      one.close();
    }
  }

  private void startBroker() throws IOException {
    broker = BrokerMain.start(port, folder.resolve("broker.log"));
  }

  private void startGateway() throws Exception {
    gateway = site.gateway(URI.create("tcp://127.0.0.1:" + port));
  }

  /** A twin makes its key at its first start, and the gateway wants to know it at its own. */
  private void makeTwinKey() throws Exception {
    try (PenstockProcess first =
        PenstockProcess.start(
            folder,
            "twin",
            "--broker",
            "tcp://127.0.0.1:" + port,
            "--gateway",
            someKey().toString(),
            "--data",
            folder.resolve("twin").toString())) {
      await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("twin/twin.pub")));
      first.kill();
    }
    Files.copy(folder.resolve("twin/twin.pub"), site.twinKey());
  }

  private Path someKey() throws Exception {
    Path file = folder.resolve("some.pub");
    new PublicKeyFile("some", KeySigner.ofSeed(new byte[32]).publicKey()).write(file);
    return file;
  }

  private void startTwin() throws IOException {
    twin =
        PenstockProcess.start(
            folder,
            "twin",
            "--broker",
            "tcp://127.0.0.1:" + port,
            "--gateway",
            site.publicKey().toString(),
            "--data",
            folder.resolve("twin").toString(),
            "--every",
            "500ms",
            "--json");
  }

  /** What the twin said last; null before it has said anything. */
  private Json state() {
    String said = twin.output();
    int end = said.lastIndexOf('\n'); // What follows is being written.
    String last = said.substring(said.lastIndexOf('\n', end - 1) + 1, Math.max(0, end));
    return last.isEmpty() ? null : Json.parse(last.getBytes(StandardCharsets.UTF_8), 1 << 20);
  }

  private long rows() {
    Json state = state();
    return state == null ? -1 : state.get("rows").int64();
  }

  private void awaitMore() {
    await().atMost(PATIENCE).until(() -> rows() >= 0);
    long before = rows();
    await().atMost(PATIENCE).until(() -> rows() > before + 500);
  }

  private void killInTurn() throws Exception {
    awaitMore();
    gateway.kill();
    startGateway();
    awaitMore();
    broker.destroyForcibly().waitFor();
    startBroker();
    awaitMore();
    twin.kill();
    startTwin();
    awaitMore();
  }

  /** Every sequence of the epochs that have ended is accounted for, and each row is there once. */
  private void assertAllArrived() throws Exception {
    gateway.kill();
    List<EpochSpan> ended = epochs();
    startGateway();
    await().atMost(PATIENCE).until(() -> ended.stream().allMatch(this::isComplete));
    Json state = state();
    assertThat(state.get("alarms").list(Json::text)).isEmpty();
    assertThat(ended).allSatisfy(span -> assertThat(lost(span)).isZero());
  }

  private List<EpochSpan> epochs() throws JournalException {
    try (JournalView journal = Journals.openReadOnly(site.journal())) {
      return journal.status().epochs();
    }
  }

  private Json epoch(EpochSpan span) {
    return state().get("epochs").list(epoch -> epoch).stream()
        .filter(epoch -> epoch.get("epoch").text().equals(span.epoch().toString()))
        .findFirst()
        .orElse(null);
  }

  private boolean isComplete(EpochSpan span) {
    Json epoch = epoch(span);
    return epoch != null
        && epoch.get("holes").list(hole -> hole).isEmpty()
        && epoch.get("covered").int64() >= span.last()
        && epoch.get("stored").int64() >= span.last();
  }

  private long lost(EpochSpan span) {
    return epoch(span).get("lost").int64();
  }

  @Test
  void nothingIsMissingOrThereTwiceAfterEachWasKilledOnce() throws Exception {
    killInTurn();

    assertAllArrived();
  }

  @Test
  @Tag("torture")
  void norAfterAnHourOfIt() throws Exception {
    for (int round = 0; round < 60; round++) {
      killInTurn();
    }

    assertAllArrived();
  }
}
