package dev.penstock.gateway.cli.uplink;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.uplink.RowsWanted;
import dev.penstock.contract.uplink.UplinkStep;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.SettingsFile;
import dev.penstock.gateway.runtime.GatewayException;
import dev.penstock.gateway.runtime.GatewayPlan;
import dev.penstock.gateway.runtime.UplinkTools;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Has rows sent again. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Has the running gateway send rows again, beside what is new, with the identities they were"
          + " journaled under: a twin that has them takes note and stores nothing twice. What the"
          + " journal no longer has is told as lost. Signed with the gateway's own key; twins can"
          + " ask the same with theirs."
    },
    footer = {
      "",
      "Examples:",
      "  penstock uplink replay gateway.yaml --from 2026-03-01T08:00Z --to 2026-03-01T09:00Z",
      "  penstock uplink replay gateway.yaml --epoch 00ab54a98ceb1f0a --sequences 1-5000"
    })
final class ReplayRows implements Callable<Integer> {

  /** Sequences of an epoch. */
  private static final class BySequence {

    @Option(names = "--epoch", required = true, description = "Epoch, 16 hex digits.")
    private String epoch = "";

    @Option(
        names = "--sequences",
        required = true,
        paramLabel = "FIRST-LAST",
        description = "The first sequence and the last.")
    private String sequences = "";

    RowsWanted wanted(List<String> points) {
      String[] ends = sequences.split("-", -1);
      if (ends.length != 2) {
        throw new IllegalArgumentException("--sequences: must be FIRST-LAST, found " + sequences);
      }
      Range range = new Range(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
      return new RowsWanted(Epoch.parse(epoch), range, points);
    }
  }

  /** Event times. */
  private static final class ByTime {

    private static final long SECOND = 1_000_000_000L;

    @Option(
        names = "--from",
        required = true,
        paramLabel = "TIME",
        description = "First event time, as 2026-03-01T08:00Z.")
    private String from = "";

    @Option(names = "--to", required = true, paramLabel = "TIME", description = "Last event time.")
    private String to = "";

    RowsWanted wanted(List<String> points) {
      return new RowsWanted(null, new Range(nanos(from), nanos(to)), points);
    }

    private static long nanos(String text) {
      Instant at = OffsetDateTime.parse(text).toInstant();
      return Math.addExact(Math.multiplyExact(at.getEpochSecond(), SECOND), at.getNano());
    }
  }

  /** One of the two. */
  private static final class Which {
    @ArgGroup(exclusive = false)
    private @Nullable BySequence sequence;

    @ArgGroup(exclusive = false)
    private @Nullable ByTime time;

    RowsWanted wanted(List<String> points) {
      return sequence == null
          ? Objects.requireNonNull(time, "one of the two").wanted(points)
          : sequence.wanted(points);
    }
  }

  @Mixin private SettingsFile file;
  @Mixin private ChosenUplink chosen;
  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Which which;

  @Option(
      names = "--points",
      split = ",",
      description = "Only these points, as device/point; left out, all.")
  private List<String> points = List.of();

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  ReplayRows() {}

  @Override
  public Integer call() throws CannotGoOn {
    GatewayPlan plan = file.plan();
    for (String point : points) {
      if (!plan.dictionary().contains(point)) {
        throw new CannotGoOn(ExitCode.USAGE, "there is no point " + point);
      }
    }
    UplinkStep step = replay(UplinkTools.of(plan, chosen.one(plan)), wanted());
    PrintWriter out = spec.commandLine().getOut();
    out.println(step.words());
    out.flush();
    return step.ok() ? ExitCode.OK : ExitCode.UNAVAILABLE;
  }

  private RowsWanted wanted() throws CannotGoOn {
    try {
      return which.wanted(points);
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw new CannotGoOn(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private static UplinkStep replay(UplinkTools uplink, RowsWanted wanted) throws CannotGoOn {
    try {
      return uplink.replay(wanted);
    } catch (GatewayException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }
}
