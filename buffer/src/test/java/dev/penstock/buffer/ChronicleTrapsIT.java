package dev.penstock.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Why the journal does not use a queue as it comes: what a plainly opened one does in the
 * situations that {@code DamageIT} and {@code ProcessIT} show the journal to survive. When a new
 * version of the library fails one of these, something here can become simpler.
 */
class ChronicleTrapsIT {

  private static final long DAY = 86_400_000L;

  @TempDir Path folder;

  private ChronicleQueue queue(AtomicLong now) {
    return SingleChronicleQueueBuilder.binary(folder)
        .rollCycle(RollCycles.FAST_DAILY)
        .blockSize(1 << 20)
        .timeProvider(now::get)
        .timeoutMS(500)
        .build();
  }

  @Test
  void afterTheClockStepsBackALiveTailerNeverSeesWhatIsAppended() {
    AtomicLong now = new AtomicLong(100 * DAY);
    try (ChronicleQueue queue = queue(now)) {
      append(queue, 10);
      ExcerptTailer tailer = queue.createTailer();
      assertThat(count(tailer)).isEqualTo(10);
      now.addAndGet(-DAY);

      append(queue, 10);

      assertThat(count(tailer)).isZero();
    }
  }

  @Test
  void oneZeroedPageHidesAllThatFollowsAndNobodyIsTold() throws Exception {
    AtomicLong now = new AtomicLong(100 * DAY);
    try (ChronicleQueue queue = queue(now)) {
      append(queue, 20_000);
    }
    zeroAPageInTheMiddle();

    try (ChronicleQueue queue = queue(now)) {
      append(queue, 10);
      assertThat(count(queue.createTailer())).isLessThan(20_000).isPositive();
    }
  }

  private void zeroAPageInTheMiddle() throws Exception {
    zeroPage(100);
  }

  private void zeroPage(long page) throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".cq4")).toList();
    }
    try (RandomAccessFile file = new RandomAccessFile(files.get(0).toFile(), "rw")) {
      file.seek(page * 4096);
      file.write(new byte[4096]);
    }
  }

  @Test
  void aDeadOwnersLockUnderALivePidHoldsUpWhoeverAppends() throws Exception {
    AtomicLong now = new AtomicLong(100 * DAY);
    try (ChronicleQueue queue = queue(now)) {
      append(queue, 10);
    }
    long somebodyElse = ProcessHandle.current().parent().orElseThrow().pid();
    QueueLock.own(folder.resolve("metadata.cq4t"), somebodyElse);

    try (ChronicleQueue queue = queue(now)) {
      assertThatThrownBy(() -> append(queue, 1))
          .isInstanceOf(RuntimeException.class)
          .hasMessageContaining("lock");
    }
  }

  @Test
  void aTornHeadHidesEverythingAndNobodyIsTold() throws Exception {
    AtomicLong now = new AtomicLong(100 * DAY);
    try (ChronicleQueue queue = queue(now)) {
      append(queue, 20_000);
    }
    zeroPage(0);

    try (ChronicleQueue queue = queue(now)) {
      append(queue, 10);
      assertThat(count(queue.createTailer())).isEqualTo(10);
    }
  }

  @Test
  void itsAnalyticsAreNotThere() {
    assertThatThrownBy(() -> Class.forName("net.openhft.chronicle.analytics.Analytics"))
        .isInstanceOf(ClassNotFoundException.class);
    assertThat(Path.of(System.getProperty("user.home")))
        .isDirectoryNotContaining("glob:**/.chronicle.analytics*");
  }

  private static void append(ChronicleQueue queue, int documents) {
    try (ExcerptAppender appender = queue.createAppender()) {
      for (int i = 0; i < documents; i++) {
        appender.writeText("document " + i);
      }
    }
  }

  private static int count(ExcerptTailer tailer) {
    int count = 0;
    while (tailer.readText() != null) {
      count++;
    }
    return count;
  }
}
