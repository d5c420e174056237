package dev.penstock.gateway.benchmarks;

import dev.penstock.contract.MonotonicClock;
import dev.penstock.contract.broker.BrokerSettings;
import dev.penstock.contract.settings.Secret;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.client.Answer;
import dev.penstock.contract.signing.client.CommandClient;
import dev.penstock.contract.signing.client.Party;
import dev.penstock.contract.signing.keyfile.GatewayKeyFile;
import dev.penstock.contract.signing.keyfile.KeyFileException;
import dev.penstock.contract.signing.message.Demand;
import dev.penstock.contract.signing.message.Head;
import dev.penstock.contract.signing.message.Operate;
import dev.penstock.contract.signing.message.Origin;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.message.SignedValue;
import dev.penstock.gateway.actuation.DemoTrust;
import dev.penstock.gateway.actuation.GateStartException;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.Verb;
import dev.penstock.gateway.runtime.GatewayKey;
import dev.penstock.uplink.MqttCommandLink;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a command's way from OPERATE to CONFIRMED, beside what the disk itself takes. */
@Command(
    name = "bench-commands",
    mixinStandardHelpOptions = true,
    description = {
      "Commands a pump of a demo that runs, again and again, and prints how long it took from the"
          + " OPERATE to the CONFIRMED receipt, over the broker, with a durable intent and a durable"
          + " outcome; and how long two forces of that disk take alone."
    },
    footer = {
      "",
      "Example, with penstock demo running in another terminal:",
      "  penstock bench-commands --data penstock-demo"
    })
public final class CommandBenchVerb implements Verb {

  private static final String GATEWAY = "demo-gateway";
  private static final String POINT = "tank/pump1Voltage";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** As much as the operator of the demo asks for, who may hold the pump. */
  private static final int PRIORITY = 50;

  private static final int RECORD_BYTES = 4_096;

  /** As many again are verified before, so that the compiler is done. */
  private static final int ENVELOPES = 10_000;

  /** Of one command: the intent before the write, the outcome before the receipt. */
  private static final int FORCES = 2;

  @Spec private CommandSpec spec;

  @Option(names = "--data", required = true, description = "The demo's folder.")
  private Path folder;

  @Option(
      names = "--broker",
      defaultValue = "tcp://127.0.0.1:1883",
      description = "The demo's broker (${DEFAULT-VALUE}).")
  private URI broker;

  @Option(
      names = "--rounds",
      defaultValue = "300",
      description = "Commands to measure; the demo's policy allows 720 an hour (${DEFAULT-VALUE}).")
  private int rounds;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  public CommandBenchVerb() {}

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    MonotonicClock mono = System::nanoTime;
    try (CommandClient client = client(mono)) {
      List<Long> nanos = new ArrayList<>();
      List<String> others = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        Optional<Long> took = command(client, round % 2 == 0 ? "3" : "3.25", mono, others);
        took.ifPresent(nanos::add);
      }
      print(out, "operate to CONFIRMED", nanos);
      print(out, FORCES + " forces of this disk", forces(mono));
      out.printf(Locale.ROOT, "envelopes verified on one core: %,.0f a second%n", verified(mono));
      if (!others.isEmpty()) {
        out.printf(Locale.ROOT, "not confirmed: %d, first: %s%n", others.size(), others.get(0));
      }
      out.flush();
      return others.isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS;
    }
  }

  private CommandClient client(MonotonicClock mono) throws CannotGoOn {
    try {
      return connected(mono);
    } catch (IOException | GateStartException | KeyFileException e) {
      throw new CannotGoOn(
          ExitCode.UNAVAILABLE,
          e.getMessage() + "; a demo with commands must run, and --data and --broker be its own");
    }
  }

  private CommandClient connected(MonotonicClock mono)
      throws IOException, GateStartException, KeyFileException {
    SecureRandom random = new SecureRandom();
    Path trust = folder.resolve("gateway/trust");
    DemoTrust.Keys keys = DemoTrust.open(trust, GatewayKey.machineId());
    GatewayKeyFile gateway =
        GatewayKeyFile.read(trust.resolve("gateway.key"), GatewayKey.machineId());
    Party party =
        new Party(GATEWAY, gateway.signer().publicKey(), DemoTrust.OPERATOR, keys.operator());
    String password = Files.readString(folder.resolve("secrets/operator")).strip();
    BrokerSettings login =
        new BrokerSettings(
            broker,
            "operator",
            new Secret(password),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new CommandClient(party, MqttCommandLink.through(login, mono, random), mono, random);
  }

  /** Empty, and a line why, if it was not confirmed. */
  private static Optional<Long> command(
      CommandClient client, String volts, MonotonicClock mono, List<String> others)
      throws IOException {
    Demand demand =
        new Demand(POINT, SignedValue.parse(volts), "V", Duration.ofSeconds(30), PRIORITY);
    Answer answer = client.select(demand, Origin.OPERATOR, "measuring", PATIENCE);
    if (answer.offered() == null) {
      others.add("no offer: " + answer);
      return Optional.empty();
    }
    long begun = mono.nanos();
    String digest = client.operate(answer.offered());
    Optional<Receipt> receipt = client.next(digest, PATIENCE);
    long took = mono.nanos() - begun;
    boolean confirmed = receipt.filter(r -> r.result().outcome() == Outcome.CONFIRMED).isPresent();
    if (!confirmed) {
      others.add(receipt.map(r -> r.result().toString()).orElse("no receipt"));
    }
    return confirmed ? Optional.of(took) : Optional.empty();
  }

  /** Size, shape, type, key id, and the signature with all checks of its points. */
  private static double verified(MonotonicClock mono) {
    KeySigner key = KeySigner.generate(new SecureRandom());
    Operate operate = new Operate(new Head(GATEWAY, "bench", "operator"), "ab".repeat(32));
    byte[] envelope = Envelope.sign(operate, key).bytes();
    KeyLookup keys = KeyLookup.of(key.publicKey());
    long begun = mono.nanos();
    long good = 0;
    for (int i = 0; i < 2 * ENVELOPES; i++) {
      if (i == ENVELOPES) {
        begun = mono.nanos();
        good = 0;
      }
      good += EnvelopeReader.open(envelope, PayloadType.OPERATE, keys).isGood() ? 1 : 0;
    }
    return good * 1e9 / (mono.nanos() - begun);
  }

  /** On the medium that holds the audit log. */
  private List<Long> forces(MonotonicClock mono) throws IOException {
    Path file = Files.createTempFile(folder.resolve("gateway/audit"), "force", ".bench");
    List<Long> nanos = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(RECORD_BYTES * rounds * FORCES));
      channel.force(true);
      for (int round = 0; round < rounds; round++) {
        long begun = mono.nanos();
        for (int force = 0; force < FORCES; force++) {
          ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES);
          Arrays.fill(record.array(), (byte) round);
          channel.write(record, (long) RECORD_BYTES * (round * FORCES + force));
          channel.force(false);
        }
        nanos.add(mono.nanos() - begun);
      }
    } finally {
      Files.delete(file);
    }
    return nanos;
  }

  private static void print(PrintWriter out, String what, List<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    if (sorted.length == 0) {
      out.printf("%s: nothing was measured%n", what);
      return;
    }
    out.printf(
        Locale.ROOT,
        "%-22s n=%d  p50 %.1f ms  p90 %.1f ms  p99 %.1f ms  max %.1f ms%n",
        what,
        sorted.length,
        millis(sorted, 0.5),
        millis(sorted, 0.9),
        millis(sorted, 0.99),
        millis(sorted, 1));
  }

  private static double millis(long[] sorted, double part) {
    int index = (int) Math.ceil(part * sorted.length) - 1;
    return sorted[Math.max(0, index)] / 1e6;
  }
}
