package dev.penstock.gateway.runtime;

import dev.penstock.buffer.JournalSetup;
import dev.penstock.buffer.Journals;
import dev.penstock.contract.Clocks;
import dev.penstock.contract.LastValues;
import dev.penstock.contract.Signer;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.LossLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * What everything else leans on: the folder, the key, the ledger, the journal and the last values.
 * Opening it is what may fail at start; once open, it stays until the gateway stops.
 */
record Spine(
    Clocks clocks, Signer signer, LossLedger losses, Journal journal, LastValues lastValues)
    implements AutoCloseable {

  static Spine open(GatewayPlan plan, Clocks clocks) throws GatewayException {
    GatewaySettings settings = plan.settings();
    SecureRandom random = new SecureRandom();
    folder(settings.data());
    Signer signer = GatewayKey.open(settings, random);
    try {
      LossLedger losses =
          Journals.openLedger(settings.data().resolve("losses"), clocks.mono(), random);
      Journal journal =
          Journals.open(
              settings.journal(),
              new JournalSetup(
                  settings.gateway(), plan.dictionary(), BootId.read(), clocks, random, losses));
      LastValues lastValues = new LastValues(settings.gateway(), plan.dictionary());
      return new Spine(clocks, signer, losses, journal, lastValues);
    } catch (JournalException e) {
      throw new GatewayException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void folder(Path data) throws GatewayException {
    try {
      Files.createDirectories(data);
    } catch (IOException e) {
      throw new GatewayException(
          "the data folder "
              + data
              + " cannot be made: name another under data:, or make it writable for this user ("
              + e
              + ")",
          e);
    }
  }

  @Override
  public void close() {
    journal.close();
    losses.close();
  }
}
