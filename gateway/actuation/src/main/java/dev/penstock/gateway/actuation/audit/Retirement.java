package dev.penstock.gateway.actuation.audit;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Sees full files of the log off, the oldest first: once every twin has cosigned all of it, it is
 * copied to where the site keeps its exports, that is recorded, and only then it is removed. After
 * a crash at any step the next run begins again, and finds what was done. The copying is the
 * executor's; everything else is done by one thread.
 */
public final class Retirement {

  private static final long AGAIN = Duration.ofMinutes(10).toNanos();

  private enum State {
    WATCHING,
    COPYING,
    COPIED,
    FAILED
  }

  private final AuditLog log;
  private final Custody custody;
  private final AuditExports exports;
  private final Executor copier;
  private AuditLog.@Nullable FullFile old;
  private volatile State state = State.WATCHING;
  private volatile String result = "";
  private @Nullable Long restsUntil;

  /** For a site that keeps exports there. */
  public Retirement(AuditLog log, Custody custody, AuditExports exports, Executor copier) {
    this.log = log;
    this.custody = custody;
    this.exports = exports;
    this.copier = copier;
  }

  /**
   * Does what is due.
   *
   * @param twins key ids of those that have to have cosigned
   */
  public void tick(long now, Collection<String> twins) throws AuditException {
    switch (state) {
      case WATCHING -> {
        if (restsUntil == null || now - restsUntil >= 0) {
          begin(twins);
        }
      }
      case COPYING -> {}
      case COPIED -> finish();
      case FAILED -> {
        Logger.warn("a full audit log file could not be exported and stays: {}", result);
        restsUntil = now + AGAIN;
        state = State.WATCHING;
      }
    }
  }

  private void begin(Collection<String> twins) throws AuditException {
    Optional<AuditLog.FullFile> oldest = log.oldest();
    if (oldest.filter(file -> custody.isCosigned(twins, file.next())).isPresent()) {
      old = oldest.get();
      state = State.COPYING;
      AuditFile file = old.file();
      copier.execute(() -> copy(file));
    }
  }

  private void copy(AuditFile file) {
    try {
      result = exports.keep(file);
      state = State.COPIED;
    } catch (IOException | RuntimeException e) {
      result = file.name() + ": " + e.getMessage();
      state = State.FAILED;
    }
  }

  private void finish() throws AuditException {
    AuditLog.FullFile copied = old;
    old = null;
    state = State.WATCHING;
    if (copied != null) {
      log.remove(copied, result);
    }
  }
}
