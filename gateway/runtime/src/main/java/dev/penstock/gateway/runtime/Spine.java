package dev.penstock.gateway.runtime;

import dev.penstock.buffer.JournalSetup;
import dev.penstock.buffer.Journals;
import dev.penstock.contract.Clocks;
import dev.penstock.contract.LastValues;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Signer;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.Loss;
import dev.penstock.contract.journal.LossCause;
import dev.penstock.contract.journal.LossLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.tinylog.Logger;

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
      Path ledger = settings.data().resolve("losses");
      boolean gone = Files.exists(ledger) && Journals.isUntouched(settings.journal().folder());
      LossLedger losses = Journals.openLedger(ledger, clocks.mono(), random);
      if (gone) {
        tellGone(settings.journal().folder(), losses);
      }
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

  /** A journal is never begun anew in silence where one should be: is its disk mounted? */
  private static void tellGone(Path folder, LossLedger losses) {
    Logger.error(
        "The journal is gone, though this gateway has run before; is its disk mounted? folder={}",
        folder);
    losses.count(
        new LossLedger.Key(LossCause.DAMAGED, "", ""),
        Loss.UNKNOWN_COUNT,
        ObservationBatch.ABSENT,
        ObservationBatch.ABSENT);
    losses.force();
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
