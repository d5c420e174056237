package dev.penstock.gateway.demo;

import dev.penstock.buffer.Journals;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Value;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.journal.JournalView;
import dev.penstock.contract.journal.Loss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the stopped gateway's journal itself says, read from its files and nowhere else.
 *
 * @param epochs all it holds, oldest first
 * @param losses observations that LOSS rows tell of, by cause; an unknown count is one
 */
record JournalAccount(List<EpochSpan> epochs, Map<String, Long> losses) {

  JournalAccount {
    epochs = List.copyOf(epochs);
    losses = Map.copyOf(losses);
  }

  static JournalAccount of(Path folder) throws IOException {
    try (JournalView journal = Journals.openReadOnly(folder)) {
      return new JournalAccount(journal.status().epochs(), losses(journal));
    } catch (JournalException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Map<String, Long> losses(JournalView journal) {
    Map<String, Long> losses = new TreeMap<>();
    ObservationBatch batch = new ObservationBatch();
    try (JournalReader reader = journal.reader()) {
      while (reader.read(batch)) {
        for (int row = 0; row < batch.size(); row++) {
          Value value = batch.value(row);
          if (batch.kind(row) == Kind.LOSS && value != null) {
            Loss loss = Loss.read(value.bytes());
            losses.merge(loss.cause().name(), Math.max(1, loss.count()), Long::sum);
          }
        }
      }
    }
    return losses;
  }
}
