package dev.penstock.gateway.runtime;

import dev.penstock.buffer.JournalSettings;
import dev.penstock.contract.Names;
import dev.penstock.contract.settings.Setting;
import dev.penstock.deviceprofiles.yaml.YamlNode;
import dev.penstock.gateway.actuation.ActuationSettings;
import dev.penstock.gateway.console.ConsoleSettings;
import dev.penstock.gateway.runtime.local.SocketSettings;
import dev.penstock.uplink.MqttCommandSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Everything a gateway is told: the shape of {@code gateway.yaml}. */
public record GatewaySettings(
    @Setting(
            value = "The gateway's name, for ever: it is part of every observation's identity.",
            example = "press-shop-1")
        String gateway,
    @Setting(
            value = "Folder of the gateway's own keys, certificates and ledgers.",
            otherwise = "data",
            example = "/var/lib/penstock")
        Path data,
    @Setting("The journal: the buffer between the plant and the centre.") JournalSettings journal,
    @Setting(
            value = "Folders with device profiles of your own, searched before the shipped ones.",
            otherwise = "[]")
        List<Path> profiles,
    @Setting(
            value =
                "What stays out of the journal while uplinks still wait for 80 % of it; counted as"
                    + " lost, so that more important classes go on longer.",
            otherwise = "{}")
        AdmissionEntry admission,
    @Setting("The devices, by name.") Map<String, DeviceEntry> devices,
    @Setting(value = "Where the observations go, by name.", otherwise = "{}")
        Map<String, UplinkEntry> uplinks,
    @Setting(
            value = "The command gate; left out, nothing is ever written to a device.",
            otherwise = Setting.NONE)
        Optional<CommandsEntry> commands,
    @Setting(value = "The local web page.", otherwise = "{}") ConsoleEntry console) {

  public GatewaySettings {
    profiles = List.copyOf(profiles);
    devices = Map.copyOf(devices);
    uplinks = Map.copyOf(uplinks);
    named("gateway", gateway, "gateway");
    devices.keySet().forEach(name -> named("devices." + name, name, "device"));
    uplinks.keySet().forEach(name -> named("uplinks." + name, name, "uplink"));
    if (devices.isEmpty()) {
      throw new IllegalArgumentException("devices: must name at least one device");
    }
  }

  private static void named(String key, String name, String what) {
    try {
      Names.id(what, name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }

  /** What stays out while the journal's space is scarce. */
  public record AdmissionEntry(
      @Setting(
              value =
                  "Data classes of which each point keeps one value in so long; a change of quality"
                      + " always stays.",
              otherwise = "{}",
              example = "{operational: 1min}")
          Map<String, Duration> thin,
      @Setting(value = "Data classes of which nothing is kept.", otherwise = "[]")
          List<String> refuse) {

    public AdmissionEntry {
      thin = Map.copyOf(thin);
      refuse = List.copyOf(refuse);
      for (Map.Entry<String, Duration> entry : thin.entrySet()) {
        if (entry.getValue().isNegative() || entry.getValue().isZero()) {
          throw new IllegalArgumentException(
              "thin." + entry.getKey() + ": must be longer than 0; to keep nothing, use refuse");
        }
        if (refuse.contains(entry.getKey())) {
          throw new IllegalArgumentException(
              "refuse: " + entry.getKey() + " cannot be both thinned and refused");
        }
      }
    }

    /** Everything is admitted until there is no space. */
    static final AdmissionEntry ALL = new AdmissionEntry(Map.of(), List.of());

    /** The classes it names. */
    Set<String> classes() {
      Set<String> classes = new TreeSet<>(thin.keySet());
      classes.addAll(refuse);
      return classes;
    }
  }

  /** One device. */
  public record DeviceEntry(
      @Setting(
              value =
                  "What the device is: a profile's id, id@version, or a file relative to this one.",
              example = "quadruple-tank@1.0.0")
          YamlNode profile,
      @Setting(
              value = "The protocol: opcua or mqtt. Left out, the one its profile uses.",
              otherwise = Setting.NONE,
              example = "opcua")
          @Nullable String driver,
      @Setting(
              value = "IRI of the thing the device observes, for the twin.",
              otherwise = Setting.NONE,
              example = "https://example.org/plant/tank-7")
          @Nullable URI asset,
      @Setting(
              value =
                  "What this device's address has of its own: unit (Modbus), chip (GPIO), baseTopic"
                      + " (MQTT, before every topic), namespaceUri (OPC UA).",
              otherwise = "{}",
              example = "{baseTopic: hall-3/line-1}")
          Map<String, String> address,
      @Setting("The driver's own settings, see below.") YamlNode settings) {}

  /** One uplink. */
  public record UplinkEntry(
      @Setting(value = "How it speaks.", otherwise = "penstock-mqtt") String kind,
      @Setting(
              value =
                  "Whether observations it has not delivered are kept until the journal is full.",
              otherwise = "true")
          boolean required,
      @Setting("The uplink's own settings, see below.") YamlNode settings) {}

  /** The command gate. */
  public record CommandsEntry(
      @Setting(value = "How envelopes come in over MQTT.", otherwise = Setting.NONE)
          Optional<MqttCommandSettings> mqtt,
      @Setting(value = "How envelopes come in on this machine.", otherwise = "{}")
          SocketSettings socket,
      @Setting("The gate itself.") ActuationSettings gate) {}

  /** The console. */
  public record ConsoleEntry(
      @Setting(value = "Whether there is one.", otherwise = "true") boolean enabled,
      @Setting(value = "Address to listen on.", otherwise = "127.0.0.1") String host,
      @Setting(value = "Port to listen on; 0 takes a free one.", otherwise = "8090") int port,
      @Setting(
              value = "Must be true to listen on anything but loopback: the page asks no password.",
              otherwise = "false")
          boolean remote,
      @Setting(value = "Host names it may be asked under, besides loopback.", otherwise = "[]")
          List<String> names) {

    private static final int STREAMS = 16;

    public ConsoleEntry {
      names = List.copyOf(names);
      try {
        new ConsoleSettings(host, port, remote, Set.copyOf(names), STREAMS);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(key(e.getMessage()), e);
      }
    }

    ConsoleSettings toSettings() {
      return new ConsoleSettings(host, port, remote, Set.copyOf(names), STREAMS);
    }

    private static String key(String message) {
      return (message.startsWith("console.port") ? "port: " : "host: ") + message;
    }
  }
}
