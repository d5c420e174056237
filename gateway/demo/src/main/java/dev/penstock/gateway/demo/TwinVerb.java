package dev.penstock.gateway.demo;

import dev.penstock.contract.broker.BrokerSettings;
import dev.penstock.contract.settings.Secret;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.client.CommandLink;
import dev.penstock.contract.signing.client.Party;
import dev.penstock.contract.signing.keyfile.KeyFileException;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.DurationText;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.Verb;
import dev.penstock.gateway.runtime.SystemClocks;
import dev.penstock.uplink.MqttCommandLink;
import dev.penstock.uplink.twin.LogWitness;
import dev.penstock.uplink.twin.Twin;
import dev.penstock.uplink.twin.TwinSettings;
import dev.penstock.uplink.twin.Vouching;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The reference receiver alone. */
@Command(
    name = "twin",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the reference twin: takes the frames of the gateways it knows, keeps each observation"
          + " once in an SQLite file, and acknowledges. Ctrl-C stops it.",
      "Its own key is made at the first start; give twin.pub from its folder to each gateway, as"
          + " twinKeys of the uplink, and to penstock trust init --twin.",
      "With --site it also vouches for the documents in that folder and gives its pulse: only then"
          + " do the gateways grant what is not marked offline_ok. Each new version is taken from there."
    },
    footer = {
      "",
      "Example:",
      "  penstock twin --broker tcp://127.0.0.1:1883 --user twin --password-file twin.pw \\",
      "      --gateway gateway.pub --data ./twin --site hall-7"
    })
public final class TwinVerb implements Verb {

  private static final String SEED = "twin-key";

  @Spec private CommandSpec spec;

  @Option(
      names = "--broker",
      required = true,
      paramLabel = "URL",
      description = "The MQTT 5 broker: tcp://host:port or ssl://host:port.")
  private URI broker;

  @Option(names = "--user", description = "User at the broker.")
  private @Nullable String user;

  @Option(names = "--password-file", paramLabel = "FILE", description = "Holds the password.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "PEM file with the authorities to believe, for ssl://; else Java's own.")
  private Optional<Path> ca = Optional.empty();

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "PEM file with the twin's certificate, for a broker that asks for one.")
  private Optional<Path> certificate = Optional.empty();

  @Option(names = "--key", paramLabel = "FILE", description = "PEM file with its private key.")
  private Optional<Path> key = Optional.empty();

  @Option(
      names = "--gateway",
      required = true,
      paramLabel = "FILE",
      description = "Public key file of a gateway whose frames are taken; may be given again.")
  private List<Path> gateways;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "twin",
      description = "Where its key and its database are kept (${DEFAULT-VALUE}, in this folder).")
  private Path data;

  @Option(
      names = "--name",
      defaultValue = "twin",
      description =
          "Its name, in the gateways' rosters too; no two twins of a broker share one"
              + " (${DEFAULT-VALUE}).")
  private String name;

  @Option(
      names = "--site",
      paramLabel = "FOLDER",
      description = "A site's root.json, policy.json and roster.json, to vouch for.")
  private @Nullable Path site;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = DurationText.class,
      description = "How often it says where it stands (${DEFAULT-VALUE}).")
  private Duration every;

  @Option(
      names = "--points",
      description = "Also each point's value, and how far it can be from the plant's.")
  private boolean points;

  @Option(names = "--json", description = "Say it as JSON, one object a line.")
  private boolean json;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  public TwinVerb() {}

  @Override
  public Integer call() throws CannotGoOn, InterruptedException {
    StopRequest stop = StopRequest.onShutdown();
    PrintWriter out = spec.commandLine().getOut();
    int code = ExitCode.UNAVAILABLE;
    try (ClosingStack running = new ClosingStack()) {
      TwinSettings settings = settings();
      Twin twin = running.add(Twin.start(settings));
      if (site != null) {
        vouch(settings, new VouchedSite(site), running);
      }
      boolean stopped = false;
      while (!stopped) {
        stopped = stop.await(every);
        TwinState state = new TwinState(twin.summary());
        (json ? List.of(state.json()) : state.lines()).forEach(out::println);
        if (points && !json) {
          state.points().forEach(out::println);
        }
        out.flush();
      }
      code = ExitCode.OK;
      return code;
    } catch (IOException | KeyFileException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    } finally {
      stop.endsWith(code);
    }
  }

  /** The twin's word and pulse, for every gateway. */
  private void vouch(TwinSettings settings, VouchedSite vouched, ClosingStack running) {
    CommandLink.Dial dial =
        MqttCommandLink.through(settings.broker(), settings.clocks().mono(), new SecureRandom());
    settings
        .gateways()
        .forEach(
            (gateway, gatewayKey) ->
                running.add(
                    new Vouching(
                        new Party(gateway, gatewayKey, name, settings.key()),
                        vouched::word,
                        of -> LogWitness.newest(settings.witness(), of),
                        dial,
                        settings.clocks())));
  }

  private BrokerSettings broker(@Nullable Secret password) throws CannotGoOn {
    try {
      return new BrokerSettings(broker, user, password, ca, certificate, key);
    } catch (IllegalArgumentException e) {
      throw new CannotGoOn(ExitCode.USAGE, "--" + e.getMessage());
    }
  }

  private TwinSettings settings() throws IOException, KeyFileException, CannotGoOn {
    Files.createDirectories(data);
    Map<String, VerifyKey> known = new LinkedHashMap<>();
    for (Path file : gateways) {
      PublicKeyFile gateway = PublicKeyFile.read(file);
      known.put(gateway.name(), gateway.key());
    }
    Secret password =
        passwordFile == null ? null : new Secret(Files.readString(passwordFile).strip());
    return new TwinSettings(
        broker(password),
        name,
        data.resolve("twin.db"),
        new SecretFiles(data, new SecureRandom()).key(SEED, data.resolve("twin.pub")),
        known,
        SystemClocks.clocks());
  }
}
