package dev.penstock.gateway.demo;

import dev.penstock.gateway.demo.broker.BrokerUser;
import dev.penstock.gateway.demo.plant.PlantUser;
import dev.penstock.gateway.demo.street.StreetSettings;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Who may do what at the plant and at the broker. Everybody has a password of their own. */
final class DemoAccounts {

  private static final String TWIN = "twin";
  private static final String OPERATOR = "operator";
  private static final String STREET = "street";
  private static final String OWNER = "owner";

  private static final String OURS = "penstock/" + GatewayYaml.GATEWAY + "/#";
  private static final String COMMANDS = "penstock/" + GatewayYaml.GATEWAY + "/cmd";
  private static final String REPLIES = "penstock/" + GatewayYaml.GATEWAY + "/reply/#";
  private static final String TWINS_REPLIES = "penstock/+/reply/#";
  private static final String FRAMES = "penstock/+/+/frame";
  private static final String SENSORS = "street/#";

  private final SecretFiles gateway;
  private final SecretFiles others;
  private final boolean attack;

  /**
   * Accounts of a folder.
   *
   * @param attack whether the broker has an owner who may do everything
   */
  DemoAccounts(DemoFolder folder, SecureRandom random, boolean attack) {
    this.attack = attack;
    this.gateway = new SecretFiles(folder.gateway(), random);
    this.others = new SecretFiles(folder.secrets(), random);
  }

  /** Makes the passwords that are not there yet. */
  void make() throws IOException {
    plantUsers();
    brokerUsers();
  }

  List<PlantUser> plantUsers() throws IOException {
    String password = gateway.password(GatewayYaml.PLANT_PASSWORD);
    return List.of(new PlantUser(GatewayYaml.USER, password, true));
  }

  List<BrokerUser> brokerUsers() throws IOException {
    String gatewaysOwn = gateway.password(GatewayYaml.BROKER_PASSWORD);
    List<String> heard = List.of(OURS, SENSORS);
    List<BrokerUser> users =
        new ArrayList<>(
            List.of(
                new BrokerUser(GatewayYaml.USER, gatewaysOwn, List.of(OURS), heard),
                new BrokerUser(
                    TWIN, others.password(TWIN), List.of(OURS), List.of(FRAMES, TWINS_REPLIES)),
                new BrokerUser(
                    OPERATOR, others.password(OPERATOR), List.of(COMMANDS), List.of(REPLIES)),
                new BrokerUser(STREET, others.password(STREET), List.of(SENSORS), List.of())));
    if (attack) {
      users.add(BrokerUser.ofAll(OWNER, others.password(OWNER)));
    }
    return users;
  }

  BrokerAccess owner(String brokerUrl) throws IOException {
    return new BrokerAccess(brokerUrl, OWNER, others.password(OWNER));
  }

  BrokerAccess twin(String brokerUrl) throws IOException {
    return new BrokerAccess(brokerUrl, TWIN, others.password(TWIN));
  }

  BrokerAccess operator(String brokerUrl) throws IOException {
    return new BrokerAccess(brokerUrl, OPERATOR, others.password(OPERATOR));
  }

  StreetSettings street(String brokerUrl) throws IOException {
    return StreetSettings.ofTwo(brokerUrl, STREET, others.password(STREET));
  }
}
