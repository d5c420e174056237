package dev.penstock.gateway.demo.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import dev.penstock.contract.Clocks;
import dev.penstock.gateway.demo.plant.PlantClient.Sampling;
import dev.penstock.gateway.demo.plant.PlantJournal.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.eclipse.milo.opcua.sdk.client.identity.AnonymousProvider;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.enumerated.DataChangeTrigger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.DeadbandType;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeFilter;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantServerIT {

  private static final PlantUser OPERATOR = new PlantUser("operator", "operator-secret", true);
  private static final PlantUser GUEST = new PlantUser("guest", "guest-secret", false);

  private static ClientIdentity trusted;

  /** One folder for all tests: the plant keeps its key. */
  @TempDir static Path folder;

  private PlantServer plant;

  @BeforeAll
  static void createIdentity() throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    trusted = ClientIdentity.create();
  }

  @BeforeEach
  void startPlant() throws IOException {
    plant = start(settings());
    plant.trust(trusted.certificate());
  }

  @AfterEach
  void stopPlant() throws IOException {
    plant.close();
  }

  @Test
  void offersOnlyEncryptedEndpointsForSessions() throws Exception {
    assertThat(PlantClient.endpoints(plant))
        .hasSize(2)
        .allMatch(each -> each.getSecurityMode() == MessageSecurityMode.SignAndEncrypt)
        .extracting(EndpointDescription::getEndpointUrl)
        .containsOnly(plant.endpointUrl());
  }

  @Test
  void showsEveryPointWithUnitRangeAndTimes() throws Exception {
    try (PlantClient client = connect(OPERATOR)) {
      for (PlantPoint point : PlantPoint.values()) {
        DataValue value = client.read(point.nodeName());
        assertThat(value.statusCode().isGood()).as(point.nodeName()).isTrue();
        assertThat(value.sourceTime()).as(point.nodeName()).isNotNull();
        assertThat(value.serverTime()).as(point.nodeName()).isNotNull();
      }
      assertThat((Double) client.read("Tank1.Level").value().value()).isBetween(12.0, 12.8);
      assertThat(client.read("Plant.State").value().value()).isEqualTo("running");
      assertThat(client.read("Tank1.Level.EngineeringUnits").value().value())
          .isInstanceOf(ExtensionObject.class);
      assertThat(client.read("Pump1.Voltage.EURange").statusCode().isGood()).isTrue();
    }
  }

  @Test
  void letsAClientInByTheStrongerPolicyToo() throws Exception {
    try (PlantClient client =
        PlantClient.connect(
            plant, trusted, username(OPERATOR), SecurityPolicy.Aes256_Sha256_RsaPss)) {
      assertThat(client.read("Tank1.Level").statusCode().isGood()).isTrue();
    }
  }

  @Test
  void reportsEveryScanOfALevel() throws Exception {
    try (PlantClient client = connect(OPERATOR)) {
      Collection<DataValue> seen = client.subscribe("Tank1.Level", Sampling.of(100, 0, 10));

      await().atMost(Duration.ofSeconds(20)).until(() -> seen.size() >= 10);

      assertThat(seen)
          .extracting(value -> value.sourceTime().getJavaInstant())
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void reportsAnUnchangedVoltageOnce() throws Exception {
    try (PlantClient client = connect(OPERATOR)) {
      Collection<DataValue> levels = client.subscribe("Tank1.Level", Sampling.of(50, 0, 10));
      Collection<DataValue> volts = client.subscribe("Pump2.Voltage", Sampling.of(50, 0, 10));

      await().atMost(Duration.ofSeconds(20)).until(() -> levels.size() >= 20 && !volts.isEmpty());

      assertThat(volts).hasSize(1);
    }
  }

  @Test
  void marksTheOverflowOfAShortQueue() throws Exception {
    try (PlantClient client = connect(OPERATOR)) {
      Collection<DataValue> seen = client.subscribe("Tank1.Level", Sampling.of(1_000, 0, 2));

      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> seen.stream().anyMatch(value -> value.statusCode().isOverflowSet()));
    }
  }

  @Test
  void keepsSmallChangesWithinAPercentDeadband() throws Exception {
    try (PlantClient client = connect(OPERATOR)) {
      DataChangeFilter fivePercent =
          new DataChangeFilter(
              DataChangeTrigger.StatusValue, uint(DeadbandType.Percent.getValue()), 5.0);
      Collection<DataValue> all = client.subscribe("Tank2.Level", Sampling.of(50, 0, 10));
      Collection<DataValue> filtered =
          client.subscribe("Tank2.Level", new Sampling(50, 0, 10, fivePercent));

      await().atMost(Duration.ofSeconds(20)).until(() -> all.size() >= 20 && !filtered.isEmpty());

      assertThat(filtered).hasSize(1);
    }
  }

  @Test
  void carriesOutAWriteInRangeAndJournalsIt() throws Exception {
    try (PlantClient client = connect(OPERATOR)) {
      assertThat(client.write("Pump1.Voltage", 4.5).isGood()).isTrue();

      assertThat(client.read("Pump1.Voltage").value().value()).isEqualTo(4.5);
      assertThat(plant.process().volts(1)).isEqualTo(4.5);
      Entry entry = plant.journal().applied(PlantPoint.PUMP1_VOLTAGE).get(0);
      assertThat(entry.user()).isEqualTo("operator");
      assertThat(entry.session()).isNotEmpty();
    }
  }

  @Test
  void refusesAndJournalsWhatMayNotBeWritten() throws Exception {
    try (PlantClient client = connect(OPERATOR)) {
      assertThat(client.write("Pump1.Voltage", 10.5).value()).isEqualTo(StatusCodes.Bad_OutOfRange);
      assertThat(client.write("Pump1.Voltage", Double.NaN).value())
          .isEqualTo(StatusCodes.Bad_OutOfRange);
      assertThat(client.write("Pump1.Voltage", 4).value()).isEqualTo(StatusCodes.Bad_TypeMismatch);
      assertThat(client.write("Tank1.Leak", true).isBad()).isTrue();
      assertThat(client.write("Tank1.Level", 3.0).isBad()).isTrue();
      assertThat(client.write("Pump3.Voltage", 3.0).value())
          .isEqualTo(StatusCodes.Bad_NodeIdUnknown);
    }
    assertThat(plant.journal().entries()).hasSize(6).noneMatch(Entry::accepted);
    assertThat(plant.process().volts(1)).isEqualTo(3);
  }

  @Test
  void letsAGuestReadAndNotWrite() throws Exception {
    try (PlantClient client = connect(GUEST)) {
      assertThat(client.read("Tank1.Level").statusCode().isGood()).isTrue();
      assertThat(client.write("Pump1.Voltage", 4.0).value())
          .isEqualTo(StatusCodes.Bad_UserAccessDenied);
    }
    assertThat(plant.journal().entries()).extracting(Entry::user).containsExactly("guest");
  }

  @Test
  void refusesAnUntrustedClientUntilItIsTrusted() throws Exception {
    ClientIdentity stranger = ClientIdentity.create();
    assertThatThrownBy(() -> PlantClient.connect(plant, stranger, OPERATOR))
        .hasMessageContaining("Bad_SecurityChecksFailed");
    assertThat(plant.rejectedClients()).containsExactly(stranger.certificate());

    plant.trust(stranger.certificate());

    try (PlantClient client = PlantClient.connect(plant, stranger, OPERATOR)) {
      assertThat(client.read("Tank1.Level").statusCode().isGood()).isTrue();
    }
    assertThat(plant.rejectedClients()).isEmpty();
  }

  @Test
  void refusesAWrongPasswordAndNobody() {
    PlantUser wrong = new PlantUser("operator", "guess", true);
    assertThatThrownBy(() -> connect(wrong)).hasMessageContaining("Bad_UserAccessDenied");
    assertThatThrownBy(
            () ->
                PlantClient.connect(
                    plant, trusted, new AnonymousProvider(), SecurityPolicy.Basic256Sha256))
        .hasMessageContaining("anonymous");
  }

  @Test
  void carriesOutADelayedWrite() throws Exception {
    plant.faults().delayWrites(Duration.ofMillis(300));
    try (PlantClient client = connect(OPERATOR)) {
      assertThat(client.write("Pump2.Voltage", 5.0).isGood()).isTrue();
    }
    assertThat(plant.process().volts(2)).isEqualTo(5);
  }

  @Test
  void comesBackOnTheSamePortAsTheSameServer() throws Exception {
    int port = plant.port();
    try (PlantClient client = connect(OPERATOR)) {
      assertThat(client.write("Pump1.Voltage", 4.5).isGood()).isTrue();
    }

    plant.stopServer();
    assertThat(plant.isServing()).isFalse();
    assertThatThrownBy(() -> connect(OPERATOR)).hasStackTraceContaining("Connection refused");
    plant.startServer();

    assertThat(plant.port()).isEqualTo(port);
    try (PlantClient client = connect(OPERATOR)) {
      assertThat(client.read("Pump1.Voltage").value().value()).isEqualTo(4.5);
      Collection<DataValue> seen = client.subscribe("Tank1.Level", Sampling.of(50, 0, 10));
      await().atMost(Duration.ofSeconds(20)).until(() -> seen.size() >= 3);
    }
  }

  @Test
  void keepsItsCertificateAndItsTrustOverAFreshStart() throws Exception {
    var before = plant.certificate();
    plant.close();
    plant = start(settings());

    assertThat(plant.certificate()).isEqualTo(before);
    try (PlantClient client = connect(OPERATOR)) {
      assertThat(client.read("Tank1.Level").statusCode().isGood()).isTrue();
    }
  }

  @Test
  void namesThePortThatIsTaken() {
    assertThatThrownBy(() -> start(settings().withPort(plant.port())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("port " + plant.port());
  }

  @Test
  void feedsEveryBenchPointInEveryPeriod() throws Exception {
    plant.close();
    plant = start(settings().withBench(50, Duration.ofMillis(20)));
    try (PlantClient client = connect(OPERATOR)) {
      Collection<DataValue> seen = client.subscribe("Bench.0050", Sampling.of(50, 0, 100));

      await().atMost(Duration.ofSeconds(20)).until(() -> seen.size() >= 100);

      List<Long> periods =
          seen.stream().map(value -> (long) ((double) value.value().value())).toList();
      for (int i = 1; i < periods.size(); i++) {
        assertThat(periods.get(i)).isEqualTo(periods.get(i - 1) + 1);
      }
    }
  }

  private PlantClient connect(PlantUser user) throws Exception {
    return PlantClient.connect(plant, trusted, user);
  }

  private static UsernameProvider username(PlantUser user) {
    return new UsernameProvider(user.name(), user.password());
  }

  private static PlantSettings settings() {
    return PlantSettings.of(folder, List.of(OPERATOR, GUEST)).withScan(Duration.ofMillis(50));
  }

  private static PlantServer start(PlantSettings settings) throws IOException {
    return PlantServer.start(settings, systemClocks(), new Random(7));
  }

  private static Clocks systemClocks() {
    return new Clocks(
        () -> {
          Instant now = Instant.now();
          return now.getEpochSecond() * 1_000_000_000L + now.getNano();
        },
        System::nanoTime);
  }
}
