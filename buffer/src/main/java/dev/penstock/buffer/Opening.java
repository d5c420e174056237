package dev.penstock.buffer;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.JournalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    JournalState settled = state.withNext(recovery.next());
    settled.write(path);
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

  private static @Nullable Segment last(List<Segment> segments) {
    return segments.isEmpty() ? null : segments.get(segments.size() - 1);
  }
}
