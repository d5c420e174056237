package dev.penstock.gateway.cli.journal;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Observation;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.JournalReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;

/** A line a row, as CSV or JSON. */
final class LinesExport implements ExportFormat {

  private final String gateway;
  private final BiFunction<Observation, Dictionary, String> line;
  private final OutputStream out;

  LinesExport(String gateway, BiFunction<Observation, Dictionary, String> line, OutputStream out) {
    this.gateway = gateway;
    this.line = line;
    this.out = out;
  }

  void line(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  @Override
  public int write(JournalReader reader, ObservationBatch batch, RowChoice choice)
      throws IOException {
    Dictionary points = reader.dictionary();
    int rows = 0;
    for (int row = 0; row < batch.size(); row++) {
      if (choice.isInWindow(batch.event(row)) && choice.isChosen(batch, row, points)) {
        line(line.apply(batch.observation(row, gateway, points), points));
        rows++;
      }
    }
    return rows;
  }

  @Override
  public void finish() throws IOException {
    out.flush();
  }
}
