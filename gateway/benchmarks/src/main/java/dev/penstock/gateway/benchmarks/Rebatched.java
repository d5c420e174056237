package dev.penstock.gateway.benchmarks;

import dev.penstock.contract.ObservationBatch;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The rows of some traffic, cut anew. What is left at the end and fills no batch is left out. */
final class Rebatched {

  /** A row where it stands. */
  record Row(ObservationBatch batch, int row) {

    long sequence() {
      return batch.sequence(row);
    }
  }

  private final Iterator<ObservationBatch> batches;
  private final int size;
  private ObservationBatch current = new ObservationBatch();
  private int next;

  Rebatched(Traffic traffic, int size) {
    this.batches = traffic.batches().iterator();
    this.size = size;
  }

  /** The next rows; empty at the end. */
  List<Row> next() {
    List<Row> rows = new ArrayList<>(size);
    while (rows.size() < size) {
      if (next == current.size()) {
        if (!batches.hasNext()) {
          return List.of();
        }
        current = batches.next();
        next = 0;
      } else {
        rows.add(new Row(current, next++));
      }
    }
    return rows;
  }
}
