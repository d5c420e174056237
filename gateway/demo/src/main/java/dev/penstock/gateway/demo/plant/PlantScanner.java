package dev.penstock.gateway.demo.plant;

import dev.penstock.contract.WallClock;
import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.tinylog.Logger;

/**
 * The controller's cycle: one thread that scans the plant and changes the bench points, each at its
 * fixed rate. A late cycle is made up for at once, so the rate holds on average.
 */
final class PlantScanner implements Closeable {

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread created = new Thread(task, "plant-scan");
            created.setDaemon(true);
            return created;
          });

  /** Scans once before it returns, so that no reader ever meets an empty plant. */
  PlantScanner(PlantSettings settings, PlantValues values, WallClock wall) {
    values.scan();
    every(settings.scan(), values::scan);
    if (settings.bench().points() > 0) {
      every(settings.bench().period(), () -> values.scanBench(wall.nanos()));
    }
  }

  private void every(Duration period, Runnable cycle) {
    var unused =
        thread.scheduleAtFixedRate(
            () -> guarded(cycle), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** A cycle that throws would end its schedule without a word. */
  private static void guarded(Runnable cycle) {
    try {
      cycle.run();
    } catch (RuntimeException e) {
      Logger.error(e, "A scan of the simulated plant failed");
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
