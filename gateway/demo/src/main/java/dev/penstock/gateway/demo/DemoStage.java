package dev.penstock.gateway.demo;

import dev.penstock.contract.MonotonicClock;
import dev.penstock.contract.signing.client.CommandClient;
import dev.penstock.contract.signing.client.CommandLink;
import dev.penstock.contract.signing.client.Party;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.uplink.MqttCommandLink;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** Everything that runs in a demo: set up in order, closed in reverse. Used by one thread. */
final class DemoStage implements Closeable {

  private final DemoFolder folder;
  private final DemoPorts ports;
  private final ClosingStack open = new ClosingStack();
  private final CertificateCourier courier;
  private final DemoGateway gateway;
  private final DemoSite site;
  private final DemoTwin twin;
  private final Optional<Operator> operator;

  /** Starts everything, and as much as possible at the same time: the gateway takes longest. */
  DemoStage(DemoFolder folder, DemoOptions options, DemoTools tools)
      throws CannotGoOn, IOException {
    this.folder = folder;
    this.ports = DemoPorts.choose(options.ports());
    this.courier = new CertificateCourier(folder.gatewayData(), GatewayYaml.TANK);
    DemoAccounts accounts = new DemoAccounts(folder, tools.random());
    accounts.make();
    boolean set = false;
    try {
      site = open.add(DemoSite.start(folder, ports, accounts, tools.clocks()));
      DemoKeys keys = DemoKeys.make(folder, options.commands(), tools.random());
      GatewayYaml settings = new GatewayYaml(ports, site.certificate(), options.commands());
      Files.writeString(folder.settingsFile(), settings.text());
      Optional<Party> party = Optional.empty();
      if (options.commands()) {
        DemoPolicy policy = new DemoPolicy(settings.plantFingerprint());
        party =
            Optional.of(DemoTrustSet.make(folder, keys, policy, tools.clocks(), tools.random()));
      }
      gateway = open.add(DemoGateway.start(folder, tools.say()));
      String broker = site.brokerUrl();
      Meanings meanings = Meanings.of(folder.settingsFile());
      twin =
          open.add(
              DemoTwin.start(folder.twin(), accounts.twin(broker), keys, meanings, tools.clocks()));
      operator =
          party.isPresent()
              ? Optional.of(open.add(operator(party.get(), accounts.operator(broker), tools)))
              : Optional.empty();
      site.street();
      set = true;
    } finally {
      if (!set) {
        open.close();
      }
    }
  }

  DemoSite site() {
    return site;
  }

  DemoTwin twin() {
    return twin;
  }

  int restarts() {
    return gateway.restarts();
  }

  /** Has the operator ask for something. */
  void ask(Wish wish) {
    operator.ifPresent(o -> o.ask(wish));
  }

  List<DemoCommand> commands() {
    return operator.map(Operator::commands).orElse(List.of());
  }

  boolean isCommandUnderWay() {
    return operator.map(Operator::isBusy).orElse(false);
  }

  /** Commands settled since this was asked before. */
  List<DemoCommand> newlySettled() {
    return operator.map(Operator::news).orElse(List.of());
  }

  private static Operator operator(Party party, BrokerAccess login, DemoTools tools)
      throws IOException {
    MonotonicClock mono = tools.clocks().mono();
    CommandLink.Dial dial = MqttCommandLink.through(login.settings(), mono, tools.random());
    Operator operator = new Operator(new CommandClient(party, dial, mono, tools.random()), mono);
    operator.start();
    return operator;
  }

  /** What runs where. */
  List<String> directory() throws IOException {
    return List.of(
        "Penstock demo, data in " + folder.root(),
        "  plant    " + site.plant().endpointUrl() + "  (quadruple tank, OPC UA)",
        "  broker   " + site.brokerUrl() + "  (MQTT 5; street sensors harbour and market)",
        "  gateway  process " + gateway.pid() + ", settings " + folder.settingsFile(),
        "           log " + folder.log(),
        "  console  http://127.0.0.1:" + ports.console() + "/",
        "  twin     " + folder.twin() + "  (SQLite)",
        "Ctrl-C stops everything in order.");
  }

  /** Looks after what needs it; to be called often. */
  void tend(long monoNanos) throws CannotGoOn, IOException {
    gateway.tend(monoNanos);
    courier.deliver(site.plant());
  }

  /** The gateway is told to stop, and hands over what it has. */
  void stopGateway() throws InterruptedException {
    gateway.stop();
  }

  @Override
  public void close() {
    open.close();
  }
}
