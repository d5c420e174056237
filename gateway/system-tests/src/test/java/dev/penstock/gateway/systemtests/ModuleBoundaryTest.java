package dev.penstock.gateway.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.device.DeviceSession;
import dev.penstock.contract.device.PointWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/**
 * The picture of docs/architecture.md, held against the class files: who may know whom, and which
 * library lives behind which door. The poms say the same; this says it of every class.
 */
class ModuleBoundaryTest {

  /** Arrows point up only and siblings never meet: what is not listed is not allowed. */
  private static final Map<String, Set<String>> ARROWS =
      House.table(
          """
          contract          :
          contract.wire     : contract
          contract.signing  : contract
          contract.testkit  : contract
          deviceprofiles    : contract
          drivers.opcua     : contract
          drivers.mqtt      : contract
          buffer            : contract
          uplink            : contract contract.wire contract.signing
          uplink.twin       : contract contract.wire contract.signing
          gateway.actuation : contract contract.signing
          gateway.console   : contract
          gateway.runtime   : contract contract.wire contract.signing deviceprofiles drivers.opcua \
                              drivers.mqtt buffer uplink gateway.actuation gateway.console
          gateway.cli       : contract contract.wire contract.signing deviceprofiles buffer \
                              uplink gateway.actuation gateway.runtime
          gateway.demo      : contract contract.wire contract.signing deviceprofiles buffer \
                              uplink gateway.actuation gateway.runtime gateway.cli uplink.twin
          """);

  /** Packages (the longest that fits counts) and who may use them. No library enters unlisted. */
  private static final Map<String, Set<String>> DOORS =
      House.table(
          """
          java                               : everybody
          java.sql                           : uplink.twin
          javax.crypto                       : everybody
          jdk.net                            : gateway.runtime
          javax.net                          : everybody
          javax.security                     : everybody
          org.jspecify                       : everybody
          org.tinylog                        : drivers.opcua drivers.mqtt buffer uplink uplink.twin \
                gateway.actuation gateway.console gateway.runtime gateway.cli gateway.demo
          com.google.protobuf                : contract.wire
          org.bouncycastle                   : contract.signing
          org.bouncycastle.jce.provider      : contract.signing drivers.opcua gateway.demo
          org.snakeyaml                      : deviceprofiles
          org.fhir.ucum                      : deviceprofiles
          org.eclipse.milo                   : drivers.opcua gateway.demo
          org.eclipse.milo.opcua.sdk.client  : drivers.opcua
          org.eclipse.milo.opcua.sdk.server  : gateway.demo
          com.digitalpetri.netty             : drivers.opcua
          org.eclipse.paho                   : drivers.mqtt uplink uplink.twin gateway.demo
          net.openhft                        : buffer
          org.sqlite                         : uplink.twin
          io.netty                           : gateway.console
          io.prometheus                      : gateway.runtime
          picocli                            : gateway.cli gateway.demo
          org.apache.activemq                : gateway.demo
          org.junit                          : contract.testkit
          org.assertj                        : contract.testkit
          """);

  /** Read once: it takes seconds. */
  private static final House HOUSE = House.imported();

  @Test
  void seesEveryModuleOfTheBuild() {
    assertThat(HOUSE.modules()).containsExactlyInAnyOrderElementsOf(House.modulesWithCode());
    assertThat(ARROWS.keySet()).containsAll(HOUSE.modules());
  }

  @Test
  void arrowsPointUpOnlyAndSiblingsNeverMeet() {
    BiPredicate<String, String> allowed =
        (from, to) -> !House.isOurs(to) || ARROWS.get(from).contains(House.moduleOf(to));
    assertThat(HOUSE.dependenciesExcept(allowed)).isEmpty();
  }

  @Test
  void eachLibraryLivesBehindItsDoor() {
    BiPredicate<String, String> allowed =
        (from, to) -> {
          Set<String> behind = House.longestPrefix(DOORS, to, Set.of());
          return House.isOurs(to) || behind.contains("everybody") || behind.contains(from);
        };
    assertThat(HOUSE.dependenciesExcept(allowed)).isEmpty();
  }

  @Test
  void noPackageIsInTwoModules() {
    assertThat(HOUSE.packagesInSeveralPlaces()).isEmpty();
  }

  @Test
  void onlyTheGateWritesAndTheRuntimeHandsItTheWriter() {
    assertThat(HOUSE.callersOf(PointWriter.class, ".*"))
        .contains("gateway.actuation")
        .isSubsetOf("gateway.actuation", "contract.testkit");
    assertThat(HOUSE.callersOf(DeviceSession.class, "writer"))
        .isNotEmpty()
        .isSubsetOf("gateway.actuation", "gateway.runtime", "contract.testkit");
  }

  @Test
  void onlyTheRuntimeReadsTheClock() {
    assertThat(HOUSE.callersOf(System.class, "nanoTime|currentTimeMillis"))
        .contains("gateway.runtime")
        .isSubsetOf("gateway.runtime");
    assertThat(HOUSE.callersOf(Instant.class, "now")).isSubsetOf("gateway.runtime");
    assertThat(HOUSE.callersOf(Clock.class, "system.*")).isSubsetOf("gateway.runtime");
  }
}
