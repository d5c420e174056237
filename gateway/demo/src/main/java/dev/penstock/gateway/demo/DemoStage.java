package dev.penstock.gateway.demo;

import dev.penstock.contract.Json;
import dev.penstock.contract.MonotonicClock;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.client.CommandClient;
import dev.penstock.contract.signing.client.CommandLink;
import dev.penstock.contract.signing.client.Party;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.uplink.MqttCommandLink;
import dev.penstock.uplink.twin.LogWitness;
import dev.penstock.uplink.twin.TwinSettings;
import dev.penstock.uplink.twin.Vouching;
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
  private final DemoAccounts accounts;
  private final DemoKeys keys;
  private final DemoTools tools;
  private final Optional<Party> party;
  private final Optional<Operator> operator;
  private DemoTwin twin;
  private Optional<Vouching> vouching = Optional.empty();

  /** Starts everything, and as much as possible at the same time: the gateway takes longest. */
  DemoStage(DemoFolder folder, DemoOptions options, DemoTools tools)
      throws CannotGoOn, IOException {
    this.folder = folder;
    this.ports = DemoPorts.choose(options.ports());
    this.courier = new CertificateCourier(folder.gatewayData(), GatewayYaml.TANK);
    this.tools = tools;
    this.accounts = new DemoAccounts(folder, tools.random(), options.attack());
    accounts.make();
    boolean set = false;
    try {
      site = open.add(DemoSite.start(folder, ports, accounts, tools.clocks()));
      keys = DemoKeys.make(folder, options.commands(), tools.random());
      GatewayYaml settings = new GatewayYaml(ports, site.certificate(), options.commands());
      Files.writeString(folder.settingsFile(), settings.text());
      DemoPolicy policy = new DemoPolicy(settings.plantFingerprint(), options.attack());
      party =
          options.commands()
              ? Optional.of(DemoTrustSet.make(folder, keys, policy, tools.clocks(), tools.random()))
              : Optional.empty();
      gateway = open.add(DemoGateway.start(folder, tools.say()));
      twin = startTwin();
      open.add(() -> twin.close());
      if (party.isPresent()) {
        pulseReturns();
        open.add(this::pulseStops);
      }
      operator =
          party.isPresent() ? Optional.of(open.add(operator(party.get()))) : Optional.empty();
      site.street();
      set = true;
    } finally {
      if (!set) {
        open.close();
      }
    }
  }

  private DemoTwin startTwin() throws CannotGoOn, IOException {
    Meanings meanings = Meanings.of(folder.settingsFile());
    BrokerAccess login = accounts.twin(site.brokerUrl());
    return DemoTwin.start(folder.twin(), login, keys, meanings, tools.clocks());
  }

  DemoFolder folder() {
    return folder;
  }

  /** What the gateway signs with. */
  VerifyKey gatewayKey() {
    return keys.gateway();
  }

  /** The operator, who does nothing wrong. */
  Party operatorParty() {
    return party.orElseThrow();
  }

  /** The supervisor, whose key gets stolen. */
  Party supervisorParty() throws IOException {
    return DemoTrustSet.supervisor(folder, keys);
  }

  /** A key that was revoked is good for nothing any more: the next start makes another. */
  void forgetSupervisor() throws IOException {
    DemoTrustSet.forgetSupervisor(folder);
  }

  /** The two who sign the roster. */
  List<KeySigner> rosterSigners() throws IOException {
    return DemoTrustSet.signers(folder);
  }

  /** A client of the gate, through the broker. */
  CommandClient client(Party who) throws IOException {
    BrokerAccess login = accounts.operator(site.brokerUrl());
    MonotonicClock mono = tools.clocks().mono();
    CommandLink.Dial dial = MqttCommandLink.through(login.settings(), mono, tools.random());
    return new CommandClient(who, dial, mono, tools.random());
  }

  BrokerOwner brokerOwner() throws IOException {
    return BrokerOwner.at(accounts.owner(site.brokerUrl()), tools.random());
  }

  /** SIGKILL; it is started again by and by. */
  void killGateway() {
    gateway.kill();
  }

  /** SIGKILL, and it stays so until {@link #restartGateway}. */
  void endGateway() throws InterruptedException {
    gateway.end();
  }

  void restartGateway() throws IOException {
    gateway.restart();
  }

  /** What the twin signs with. */
  VerifyKey twinKey() {
    return keys.twin().publicKey();
  }

  boolean isGatewayAlive() {
    return gateway.isAlive();
  }

  /** The twin's own service, which may hold a pump as long as the twin lives. */
  Party twinParty() throws IOException {
    return DemoTrustSet.twin(folder, keys);
  }

  /** The gateway hears nothing more of the twin's life. */
  void pulseStops() {
    vouching.ifPresent(Vouching::close);
    vouching = Optional.empty();
  }

  void pulseReturns() throws IOException {
    vouching = Optional.of(vouching());
  }

  void twinLeaves() {
    twin.close();
  }

  void twinComesBack() throws CannotGoOn, IOException {
    twin = startTwin();
  }

  /** What the gateway says of itself on its console. */
  Json status() throws IOException {
    return ConsoleStatus.of(ports.console());
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

  private Operator operator(Party who) throws IOException {
    Operator made = new Operator(client(who), tools.clocks().mono());
    made.start();
    return made;
  }

  /** The twin's word about the documents, and its pulse. */
  private Vouching vouching() throws IOException {
    BrokerAccess login = accounts.twin(site.brokerUrl());
    CommandLink.Dial dial =
        MqttCommandLink.through(login.settings(), tools.clocks().mono(), tools.random());
    Party twinsOwn = DemoTrustSet.twin(folder, keys);
    Vouching.Word word = DemoTrustSet.word(folder);
    Vouching.Cosigned cosigned = of -> LogWitness.newest(TwinSettings.witness(folder.twin()), of);
    return new Vouching(twinsOwn, () -> word, cosigned, dial, tools.clocks());
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
