package dev.penstock.gateway.demo;

import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.demo.plant.PlantServer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.time.Duration;
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

  /**
   * Starts everything: the gateway first, because a cold process takes longest, then what it will
   * talk to.
   */
  DemoStage(DemoFolder folder, DemoOptions options, DemoTools tools)
      throws CannotGoOn, IOException {
    this.folder = folder;
    this.ports = DemoPorts.choose(options.ports());
    this.courier = new CertificateCourier(folder.gatewayData(), GatewayYaml.TANK);
    DemoAccounts accounts = new DemoAccounts(folder, tools.random());
    accounts.make();
    DemoKeys keys = DemoKeys.make(folder, tools.random());
    X509Certificate plant = PlantServer.certificateIn(folder.plant());
    String settings = new GatewayYaml(ports, plant, options.commands()).text();
    Files.writeString(folder.settingsFile(), settings);
    try {
      Optional<OperatorIdentity> identity = DemoTrustSet.make(folder, options, keys, tools);
      gateway = open.add(DemoGateway.start(folder, tools.say()));
      site = open.add(DemoSite.start(folder, ports, accounts, tools.clocks()));
      String broker = site.broker().url();
      twin = open.add(DemoTwin.start(folder.twin(), accounts.twin(broker), keys, tools.clocks()));
      operator =
          identity.isPresent()
              ? Optional.of(operator(identity.get(), accounts.operator(broker), tools))
              : Optional.empty();
    } catch (CannotGoOn | IOException | RuntimeException e) {
      open.close();
      throw e;
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
  void ask(Wish wish, long monoNanos) {
    operator.ifPresent(o -> o.ask(wish, monoNanos));
  }

  List<DemoCommand> commands() {
    return operator.map(Operator::commands).orElse(List.of());
  }

  /** Commands settled since this was asked before. */
  List<DemoCommand> newlySettled() {
    return operator.map(Operator::news).orElse(List.of());
  }

  private Operator operator(OperatorIdentity identity, BrokerAccess login, DemoTools tools)
      throws IOException {
    OperatorLink link = open.add(new OperatorLink(login, identity.gateway()));
    Operator made = new Operator(identity, tools.random(), link::send);
    link.connect(identity.key().keyId(), made::receive);
    return made;
  }

  /** What runs where. */
  List<String> directory() {
    return List.of(
        "Penstock demo, data in " + folder.root(),
        "  plant    " + site.plant().endpointUrl() + "  (quadruple tank, OPC UA)",
        "  broker   " + site.broker().url() + "  (MQTT 5; street sensors harbour and market)",
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
    operator.ifPresent(o -> o.remind(monoNanos));
  }

  /**
   * The gateway is told to stop and hands over what it has; then the twin may take what is still
   * under way.
   */
  void stopGateway(Duration drain) throws InterruptedException {
    gateway.stop();
    twin.drain(drain);
  }

  @Override
  public void close() {
    open.close();
  }
}
