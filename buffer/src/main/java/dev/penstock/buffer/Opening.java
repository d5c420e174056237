package dev.penstock.buffer;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.LossLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * What was found in a folder that is opened for writing, and how the new epoch follows from it. The
 * folder's lock is held.
 */
record Opening(
    SegmentFolder folder,
    JournalState state,
    Cursors cursors,
    Damage damage,
    List<Segment> segments,
    EpochStart start) {

  static Opening of(Path path, JournalSetup setup) throws IOException, JournalException {
    SegmentFolder folder = new SegmentFolder(path);
    JournalState known = JournalState.read(path);
    JournalState state = known == null ? JournalState.fresh(setup.gateway()) : known;
    state.check(path, setup.gateway());
    Recovery.checkFormat(folder);
    boolean copy = Birthmark.isCopy(path);
    Cursors cursors = Cursors.load(path);
    Damage damage = new Damage(path, cursors, setup.losses());
    Recovery recovery = new Recovery(folder, state, damage);
    recovery.run();
    JournalState settled = recovery.settled();
    damage.force();
    if (!settled.equals(known)) {
      write(settled, path);
    }
    Segment last = last(recovery.segments());
    if (last != null) {
      setup.losses().durable(last.epoch(), last.last());
    }
    EpochStart start =
        new EpochStart(
            new Epoch(setup.random().nextLong()),
            last == null ? null : last.epoch(),
            last == null ? 0 : last.last(),
            recovery.reason(setup.boot(), copy),
            setup.boot());
    return new Opening(folder, settled, cursors, damage, recovery.segments(), start);
  }

  /** Leaves the folder as a clean close would have, as far as that can be. */
  static void repair(Path path, LossLedger losses) throws IOException, JournalException {
    SegmentFolder folder = new SegmentFolder(path);
    JournalState known = JournalState.read(path);
    if (known != null) {
      known.check(path, known.gateway());
    }
    Recovery.checkFormat(folder);
    Cursors cursors = Cursors.load(path);
    Damage damage = new Damage(path, cursors, losses);
    JournalState state =
        known == null ? JournalState.fresh(Recovery.gatewayOf(folder, path)) : known;
    Recovery recovery = new Recovery(folder, state, damage);
    recovery.run();
    damage.force();
    recovery.settled().write(path);
    damage.save(recovery.epochs());
  }

  /** It is written again with every segment: a full disk is no reason to stay away. */
  private static void write(JournalState state, Path path) {
    try {
      state.write(path);
    } catch (IOException e) {
      Logger.warn(
          "The state of the journal is written later. folder={} why={}", path, e.toString());
    }
  }

  private static @Nullable Segment last(List<Segment> segments) {
    return segments.isEmpty() ? null : segments.get(segments.size() - 1);
  }
}
