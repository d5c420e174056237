package dev.penstock.gateway.cli.trust;

import dev.penstock.contract.ValueType;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.signing.site.SiteDraft;
import dev.penstock.contract.signing.trust.Binding;
import dev.penstock.contract.signing.trust.BoundPoint;
import dev.penstock.contract.signing.trust.Condition;
import dev.penstock.contract.signing.trust.Endpoint;
import dev.penstock.contract.signing.trust.Policy;
import dev.penstock.deviceprofiles.Instance;
import dev.penstock.deviceprofiles.Profile;
import dev.penstock.deviceprofiles.ProfileLoader;
import dev.penstock.deviceprofiles.yaml.Problems;
import dev.penstock.deviceprofiles.yaml.YamlNode;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.OutputFile;
import dev.penstock.gateway.cli.SettingsFile;
import dev.penstock.gateway.runtime.GatewaySettings;
import dev.penstock.gateway.runtime.GatewaySettings.DeviceEntry;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compiles what the profiles propose into a draft that people read, change and sign. */
@Command(
    name = "propose",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a draft of the policy: every point that a profile proposes to command, with its whole"
          + " binding, limits, interlocks and safe end. Read it, change it, take it away and have"
          + " it signed.",
      "Reads settings and profiles only; touches no device."
    },
    footer = {
      "",
      "Example:",
      "  penstock trust propose /etc/penstock/gateway.yaml --presence tank/keySwitch=true -o policy.draft.json"
    })
final class ProposePolicy implements Callable<Integer> {

  private static final Duration SEEN_WITHIN = Duration.ofSeconds(5);

  @Mixin private SettingsFile file;
  @Mixin private OutputFile output;

  @Option(
      names = "--presence",
      paramLabel = "DEVICE/POINT=VALUE",
      description = {
        "What shows that somebody is at the box, a key-switch or a button. Without it the mode"
            + " never rises and nothing can be commanded; this ends with 1 then."
      })
  private @Nullable String presence;

  @Spec private CommandSpec spec;

  private final List<Binding> inputs = new ArrayList<>();
  private final List<BoundPoint> points = new ArrayList<>();
  private final List<String> switches = new ArrayList<>();
  private @Nullable Condition shown;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  ProposePolicy() {}

  @Override
  public Integer call() throws CannotGoOn {
    GatewaySettings settings = file.plan().settings();
    PrintWriter err = spec.commandLine().getErr();
    ProfileLoader profiles = new ProfileLoader(settings.profiles());
    for (Map.Entry<String, DeviceEntry> device : new TreeMap<>(settings.devices()).entrySet()) {
      propose(device.getKey(), device.getValue(), profiles, err);
    }
    if (points.isEmpty()) {
      throw new CannotGoOn(
          ExitCode.PROBLEMS, "no profile of these devices proposes a command: there is no policy");
    }
    requireKnown();
    Policy policy =
        SiteDraft.policy(
            Present.first(settings.gateway()),
            settings.gateway(),
            new SiteDraft.Rules(inputs, points, shown));
    String json = new String(policy.bytes(), StandardCharsets.UTF_8);
    output.write(PrettyJson.of(json), spec.commandLine().getOut());
    err.println("Nobody has said yet that these ends are safe: trust init or trust sign asks.");
    if (shown == null) {
      err.println(
          "NOTHING CAN BE COMMANDED under this draft: no input shows that somebody is at the box,"
              + " so the mode never rises and the gateway only observes.");
      err.println("Remedy: do this again with a key-switch or a button, " + candidates());
    }
    return shown == null ? ExitCode.PROBLEMS : ExitCode.OK;
  }

  /** Inputs that are on or off could be one; which is, people know. */
  private String candidates() {
    return switches.isEmpty()
        ? "which a profile has to describe: --presence DEVICE/POINT=true"
        : "such as --presence " + switches.get(0) + "=true; on or off are: " + switches;
  }

  private void requireKnown() throws CannotGoOn {
    if (presence != null && shown == null) {
      throw new CannotGoOn(
          ExitCode.USAGE,
          "--presence %s is no DEVICE/POINT=VALUE of these devices, %s"
              .formatted(presence, candidates()));
    }
  }

  private void propose(String name, DeviceEntry device, ProfileLoader profiles, PrintWriter err)
      throws CannotGoOn {
    Profile profile = profiles.find(device.profile(), new Problems()).orElseThrow();
    if (profile.commands().isEmpty()) {
      return;
    }
    URI asset = device.asset();
    Instance instance =
        new Instance(name, asset == null ? "" : asset.toString(), new TreeMap<>(device.address()));
    List<PointBinding> bindings = profile.compile(instance, 0).bindings();
    Endpoint endpoint = endpoint(device, bindings.get(0).protocol());
    try {
      PolicyProposal proposal = new PolicyProposal(name, profile, bindings, endpoint);
      points.addAll(proposal.points());
      inputs.addAll(proposal.inputs());
      bindings.forEach(binding -> show(binding, endpoint));
    } catch (IllegalArgumentException e) {
      throw new CannotGoOn(
          ExitCode.PROBLEMS,
          "the profile of " + name + " proposes what no policy can say: " + e.getMessage());
    }
    err.println(name + ": " + PolicyProposal.recognised(endpoint));
  }

  /** The point by which a person shows to be at the box is bound like any other input. */
  private void show(PointBinding binding, Endpoint endpoint) {
    if (binding.type() == ValueType.BOOL) {
      switches.add(binding.point());
    }
    String[] said = presence == null ? new String[0] : presence.split("=", 2);
    if (said.length == 2 && said[0].equals(binding.point())) {
      Condition.Test test = Condition.Test.equalTo(said[1]);
      shown = new Condition(binding.point(), test, binding.unit(), SEEN_WITHIN, Duration.ZERO);
      if (inputs.stream().noneMatch(input -> input.point().equals(binding.point()))) {
        inputs.add(Binding.of(binding, endpoint));
      }
    }
  }

  /** A driver that is told one certificate to trust has a device that proves itself. */
  private static Endpoint endpoint(DeviceEntry device, String protocol) {
    List<String> trusted =
        device.settings().get("trust").map(YamlNode::elements).orElse(List.of()).stream()
            .map(fingerprint -> fingerprint.text().replace(":", "").toLowerCase(Locale.ROOT))
            .toList();
    return Optional.of(trusted)
        .filter(one -> one.size() == 1 && one.get(0).matches("[0-9a-f]{64}"))
        .map(one -> Endpoint.certified(one.get(0)))
        .orElse(new Endpoint("", true, protocol.equals("mqtt")));
  }
}
