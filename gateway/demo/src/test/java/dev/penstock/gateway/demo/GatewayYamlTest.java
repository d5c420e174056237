package dev.penstock.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import dev.penstock.deviceprofiles.yaml.Problems;
import dev.penstock.gateway.demo.plant.PlantServer;
import dev.penstock.gateway.runtime.Extensions;
import dev.penstock.gateway.runtime.GatewayPlan;
import dev.penstock.gateway.runtime.SettingsCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayYamlTest {

  @TempDir private Path folder;

  @Test
  void isASettingsFileWithoutAnyProblem() throws Exception {
    GatewayYaml yaml =
        new GatewayYaml(DemoPorts.KNOWN, PlantServer.certificateIn(folder.resolve("plant")), true);
    Path file = Files.writeString(folder.resolve("gateway.yaml"), yaml.text());
    SecretFiles secrets = new SecretFiles(folder, new SecureRandom());
    secrets.password(GatewayYaml.PLANT_PASSWORD);
    secrets.password(GatewayYaml.BROKER_PASSWORD);
    new PublicKeyFile("twin", KeySigner.ofSeed(new byte[KeySigner.SEED_BYTES]).publicKey())
        .write(folder.resolve(GatewayYaml.TWIN_KEY));

    Problems problems = new Problems();
    Optional<GatewayPlan> plan = SettingsCheck.check(file, new Extensions(), problems);

    assertThat(problems.render()).isEmpty();
    assertThat(plan).isPresent();
    assertThat(plan.get().dictionary().contains(DemoScript.PUMP)).isTrue();
  }
}
