package dev.penstock.uplink;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.Loss;
import java.util.ArrayDeque;
import java.util.Deque;

/** The LOSS rows that went by lately and name sequences, so that a gap can name its reason. */
final class LossIds {

  private static final int KEPT = 256;

  private final Deque<Loss> losses = new ArrayDeque<>();

  void see(ObservationBatch batch) {
    for (int row = 0; row < batch.size(); row++) {
      if (batch.kind(row) == Kind.LOSS && batch.type(row).isLong()) {
        see(batch.bytes(row));
      }
    }
  }

  private void see(byte[] body) {
    Loss loss;
    try {
      loss = Loss.read(body);
    } catch (IllegalArgumentException e) {
      return; // Of a newer version: the row travels all the same.
    }
    if (loss.sequenceFrom() > 0) {
      losses.addFirst(loss);
      if (losses.size() > KEPT) {
        losses.removeLast();
      }
    }
  }

  /** The id of a loss that explains the range, or of the first that touches it; else empty. */
  String explain(Epoch epoch, long from, long to) {
    String id = "";
    for (Loss loss : losses) {
      if (loss.epoch().equals(epoch.toString())
          && loss.sequenceFrom() <= to
          && loss.sequenceTo() >= from) {
        if (loss.sequenceFrom() <= from && loss.sequenceTo() >= to) {
          return loss.id();
        }
        id = id.isEmpty() ? loss.id() : id;
      }
    }
    return id;
  }
}
