package dev.penstock.gateway.runtime;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.device.LinkState;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.journal.JournalView;
import dev.penstock.contract.journal.LossCause;
import dev.penstock.contract.journal.LossLedger;
import dev.penstock.contract.journal.RowTally;
import dev.penstock.contract.uplink.Uplink;
import dev.penstock.contract.uplink.UplinkFactory;
import dev.penstock.contract.uplink.UplinkListener;
import dev.penstock.contract.uplink.UplinkSetup;
import dev.penstock.contract.uplink.UplinkStatus;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/** One uplink in the gateway, kept running. */
final class UplinkSlot implements UplinkListener {

  /** Builds the setup for the settings of this uplink. */
  interface Setups {
    <S extends Record> UplinkSetup<S> setup(UplinkPlan plan, S settings);
  }

  private final UplinkPlan plan;
  private final Setups setups;
  private final JournalView journal;
  private final LossLedger losses;
  private final Consumer<Epoch> onFork;
  private Supervisor.@Nullable Watched care;
  private volatile @Nullable Uplink uplink;

  UplinkSlot(
      UplinkPlan plan,
      Setups setups,
      JournalView journal,
      LossLedger losses,
      Consumer<Epoch> onFork) {
    this.plan = plan;
    this.setups = setups;
    this.journal = journal;
    this.losses = losses;
    this.onFork = onFork;
  }

  UplinkPlan plan() {
    return plan;
  }

  UplinkStatus status() {
    Uplink running = uplink;
    return running == null
        ? new UplinkStatus(
            plan.uplink(),
            LinkState.DOWN,
            "not running, will be started again",
            0,
            0,
            0,
            ObservationBatch.ABSENT,
            0,
            Map.of())
        : running.status();
  }

  void start(Supervisor supervisor) {
    care = supervisor.watch("uplink " + plan.uplink(), this::open);
    care.start();
  }

  /** The journal has more. */
  void appended() {
    Uplink running = uplink;
    if (running != null) {
      running.appended();
    }
  }

  private AutoCloseable open() {
    Uplink opened = create(plan.factory());
    opened.start();
    uplink = opened;
    return () -> {
      uplink = null;
      opened.close();
    };
  }

  private <S extends Record> Uplink create(UplinkFactory<S> factory) {
    S settings = factory.settings().cast(plan.uplinkSettings());
    return factory.create(setups.setup(plan, settings), this);
  }

  @Override
  public void link(LinkState state, String why) {
    Logger.info("uplink changed uplink={} state={} why=\"{}\"", plan.uplink(), state, why);
  }

  @Override
  public void rejected(Epoch epoch, long from, long to, String reason) {
    Logger.debug(
        "rows rejected uplink={} epoch={} from={} to={} reason=\"{}\"",
        plan.uplink(),
        epoch,
        from,
        to,
        reason);
    try (JournalReader reader = journal.reader()) {
      RowTally.of(reader, epoch, from, to)
          .forEach(
              (whose, rows) ->
                  losses.countJournaled(
                      whose.key(LossCause.REJECTED), rows, List.of(plan.uplink())));
    }
  }

  @Override
  public void forked(Epoch epoch) {
    onFork.accept(epoch);
  }

  @Override
  public void ended(Exception cause) {
    if (care != null) {
      care.ended(cause);
    }
  }
}
