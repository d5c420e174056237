package dev.penstock.gateway.benchmarks;

import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.wire.Frame;
import dev.penstock.contract.wire.FrameException;
import dev.penstock.contract.wire.FrameKind;
import dev.penstock.contract.wire.FrameReader;
import dev.penstock.contract.wire.FrameRows;
import dev.penstock.gateway.demo.OwnJava;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** The gateway as it ships, journal on. */
final class GatewaySubject implements Subject {

  private final FrameReader reader = FrameReader.unchecked();
  private final ObservationBatch row = new ObservationBatch();
  private final String ack;

  /** Hands over to the broker, as the bare forwarder does. */
  GatewaySubject() {
    this("ack: broker");
  }

  private GatewaySubject(String ack) {
    this.ack = ack;
  }

  /** Waits for a twin, whose key is in a file beside the settings. */
  static GatewaySubject confirmedBy(String keyFile) {
    return new GatewaySubject("twinKeys: [" + keyFile + "]");
  }

  @Override
  public String name() {
    return "gateway";
  }

  @Override
  public List<String> prepare(Stage stage) throws IOException {
    Path folder = stage.folder();
    Files.createDirectories(folder.resolve("profiles"));
    Files.writeString(folder.resolve("profiles/bench.yaml"), RigPoints.profile(stage.load()));
    Path password = folder.resolve("password");
    Files.writeString(password, stage.account().password());
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    Path settings = folder.resolve("gateway.yaml");
    Files.writeString(settings, yaml(stage));
    List<String> command = new ArrayList<>(OwnJava.command());
    command.add("dev.penstock.gateway.cli.Main");
    command.add("run");
    command.add(settings.toString());
    return command;
  }

  private String yaml(Stage stage) {
    return """
        gateway: bench
        profiles: [profiles]
        journal:
          maxBytes: 2GiB
          whenFull: drop-oldest
        devices:
          plant:
            profile: bench
            settings:
              endpoint: %s
              user: %s
              password: ${file:password}
              trust: ["%s"]
        uplinks:
          twin:
            settings:
              %s
              broker: {address: "%s", user: %s, password: "${file:password}"}
        console: {port: 0}
        """
        .formatted(
            stage.endpoint(),
            stage.account().user(),
            stage.fingerprint(),
            ack,
            stage.broker(),
            stage.account().user());
  }

  @Override
  public Path certificate(Stage stage) {
    return stage.folder().resolve("data/devices/plant/own/certificate.der");
  }

  @Override
  public String topicFilter() {
    return "penstock/bench/twin/frame";
  }

  @Override
  public void count(byte[] message, GapCounter counter) {
    try {
      Frame frame = reader.read(message);
      if (frame.kind() == FrameKind.DATA) {
        count(frame.rows(), counter);
      }
    } catch (FrameException e) {
      throw new IllegalStateException("the gateway sent what is no frame", e);
    }
  }

  private void count(FrameRows rows, GapCounter counter) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.kind(i) == Kind.RAW) {
        row.clear();
        rows.load(i, row);
        counter.value(rows.point(i), row.number(0), row.event(0));
      }
    }
  }
}
