package dev.penstock.deviceprofiles.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.settings.Secret;
import dev.penstock.contract.settings.Setting;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordBinderTest {

  enum WhenFull {
    DROP_OLDEST,
    REFUSE
  }

  record Store(
      @Setting("What happens when it is full.") WhenFull whenFull,
      @Setting(value = "How much it may take.", otherwise = "1GiB") long maxBytes,
      @Setting(value = "How often it is forced.", otherwise = "500ms") Duration every) {}

  record Pin(
      @Setting(value = "Which.", example = "3") int line,
      @Setting(value = "How long.", otherwise = "1s") Duration for_) {
    Pin {
      if (line < 0) {
        throw new IllegalArgumentException("line: must be 0 or more");
      }
    }
  }

  record House(
      @Setting("Its name.") String name,
      @Setting("Where it keeps things.") Store store,
      @Setting(value = "Pins.", otherwise = "[]") List<Pin> pins,
      @Setting(value = "Rooms.", otherwise = "{}") Map<String, Pin> rooms,
      @Setting(value = "Where to.", otherwise = "mqtt://localhost:1883") URI broker,
      @Setting(value = "Folder.", otherwise = "data") Path data,
      @Setting(value = "Password.", otherwise = Setting.NONE) @Nullable Secret password,
      @Setting(value = "Share.", otherwise = "0.5") double share,
      @Setting(value = "Bound.", otherwise = Setting.NONE) double bound,
      @Setting(value = "Whether.", otherwise = "true") boolean open,
      @Setting(value = "Later.", otherwise = "{}") YamlNode driver,
      @Setting(value = "Perhaps.", otherwise = Setting.NONE) Optional<Long> perhaps) {}

  private final Problems problems = new Problems();

  private Bound<House> bind(String text) {
    return bind("conf/house.yaml", text);
  }

  private Bound<House> bind(String file, String text) {
    YamlNode node = YamlReader.text(file, text, problems).orElseThrow();
    return RecordBinder.bind(node, House.class, problems, Map.of("PW", "open sesame")::get);
  }

  @Test
  void fillsInWhatWasLeftOut() {
    House house = bind("name: h\nstore: {whenFull: drop-oldest}\n").get();
    assertThat(problems.render()).isEmpty();
    assertThat(house.store()).isEqualTo(new Store(WhenFull.DROP_OLDEST, 1L << 30, millis(500)));
    assertThat(house.pins()).isEmpty();
    assertThat(house.data()).isEqualTo(Path.of("conf/data"));
    assertThat(house.broker()).isEqualTo(URI.create("mqtt://localhost:1883"));
    assertThat(house.password()).isNull();
    assertThat(house.bound()).isNaN();
    assertThat(house.perhaps()).isEmpty();
    assertThat(house.driver().isMap()).isTrue();
  }

  record Door(@Setting(value = "Its key.", file = true) Path key) {}

  @Test
  void refusesAFileThatIsNotThere(@TempDir Path folder) throws Exception {
    YamlNode node =
        YamlReader.text(folder.resolve("door.yaml").toString(), "key: door.pem\n", problems)
            .orElseThrow();
    assertThat(RecordBinder.bind(node, Door.class, problems).isPresent()).isFalse();
    assertThat(problems.render()).contains("key", "there is no file " + folder.resolve("door.pem"));

    Path key = Files.writeString(folder.resolve("door.pem"), "");
    assertThat(RecordBinder.bind(node, Door.class, new Problems()).get().key()).isEqualTo(key);
  }

  @Test
  void bindsEveryType() {
    House house =
        bind("""
                name: 1.0
                store: {whenFull: refuse, maxBytes: 32MiB, every: 5m}
                pins: [{line: 1}, {line: 2, for: 7d}]
                rooms: {hall: {line: 3}}
                broker: mqtts://h:1
                data: /var/x
                password: ${env:PW}
                share: 1e-2
                bound: -3
                open: false
                driver: {a: 1}
                perhaps: 7
                """)
            .get();
    assertThat(house.name()).isEqualTo("1.0");
    assertThat(house.store()).isEqualTo(new Store(WhenFull.REFUSE, 32 << 20, millis(300_000)));
    assertThat(house.pins())
        .containsExactly(new Pin(1, millis(1000)), new Pin(2, Duration.ofDays(7)));
    assertThat(house.rooms()).containsEntry("hall", new Pin(3, millis(1000)));
    assertThat(house.data()).isEqualTo(Path.of("/var/x"));
    assertThat(house.password()).isEqualTo(new Secret("open sesame"));
    assertThat(house.share()).isEqualTo(0.01);
    assertThat(house.bound()).isEqualTo(-3);
    assertThat(house.open()).isFalse();
    assertThat(house.driver().get("a")).isPresent();
    assertThat(house.perhaps()).contains(7L);
  }

  @Test
  void tellsEverythingAtOnceWithItsLine() {
    Bound<House> bound =
        bind(
            """
            name:
            store:
              when-full: refuse
              maxBytes: 3GB
              every: 10
            pins:
              - line: -1
              - line: x
            open: yes
            share: NaN
            broker: here
            rooms: [1]
            """);
    assertThat(bound.isPresent()).isFalse();
    assertThat(problems.render().lines())
        .containsExactly(
            "conf/house.yaml:1: name: is empty; allowed: a text; or remove the line",
            "conf/house.yaml:2: store.whenFull: is missing: What happens when it is full.; "
                + "allowed: drop-oldest, refuse",
            "conf/house.yaml:3: store.when-full: there is no such key; "
                + "allowed: whenFull, maxBytes, every; did you mean \"whenFull\"?",
            "conf/house.yaml:4: store.maxBytes: is not allowed, found \"3GB\"; "
                + "allowed: a size with its unit: 64KiB, 32MiB, 1GiB; did you mean \"3GiB\"?",
            "conf/house.yaml:5: store.every: is not allowed, found \"10\"; allowed: "
                + "a duration with its unit: 500ms, 10s, 5m, 24h, 7d; did you mean \"10s\"?",
            "conf/house.yaml:7: pins[0].line: must be 0 or more",
            "conf/house.yaml:8: pins[1].line: is not allowed, found \"x\"; allowed: an integer",
            "conf/house.yaml:9: open: is not allowed, found \"yes\"; "
                + "allowed: true, false; did you mean \"true\"?",
            "conf/house.yaml:10: share: is not allowed, found \"NaN\"; allowed: a number",
            "conf/house.yaml:11: broker: is not allowed, found \"here\"; "
                + "allowed: a URI such as mqtts://host:8883",
            "conf/house.yaml:12: rooms: must be names and what they stand for, "
                + "found \"a list\"; allowed: {} for none");
  }

  @Test
  void saysWhichWordWasMeant() {
    bind("name: h\nstore: {whenFull: drop_oldest}\n");
    assertThat(problems.render())
        .endsWith(
            "found \"drop_oldest\"; allowed: drop-oldest, refuse; did you mean"
                + " \"drop-oldest\"?");
  }

  @Test
  void refusesASecretWrittenIntoTheFileWithoutRepeatingIt() {
    bind("name: h\nstore: {whenFull: refuse}\npassword: hunter2\n");
    assertThat(problems.render())
        .contains("conf/house.yaml:3: password: a secret is not written into this file")
        .doesNotContain("hunter2");
    assertThat(problems.json()).doesNotContain("hunter2");
  }

  @Test
  void namesAnEnvironmentVariableThatIsNotSet() {
    bind("name: h\nstore: {whenFull: refuse}\npassword: ${env:NO}\n");
    assertThat(problems.render()).contains("the environment variable NO is not set");
  }

  @Test
  void readsASecretFromAFileBesideTheSettings(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("pw"), "swordfish\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    House house = bindIn(folder, "${file:pw}").get();
    assertThat(house.password()).isEqualTo(new Secret("swordfish"));
    assertThat(house.toString()).doesNotContain("swordfish");
  }

  @ParameterizedTest
  @CsvSource({"rw-r--r--,swordfish", "rw-----w-,swordfish", "rw-------,''"})
  void refusesASecretFileThatIsNone(String mode, String content, @TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("pw"), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    assertThat(bindIn(folder, "${file:pw}").isPresent()).isFalse();
    assertThat(problems.render()).contains(file.toString()).doesNotContain("swordfish");
  }

  private Bound<House> bindIn(Path folder, String password) {
    String file = folder.resolve("house.yaml").toString();
    return bind(file, "name: h\nstore: {whenFull: refuse}\npassword: " + password + "\n");
  }

  @Test
  void writesProblemsAsJson() {
    bind("nam: h\nname: h\nstore: {whenFull: refuse}\n");
    assertThat(problems.json())
        .isEqualTo(
            "[{\"severity\":\"error\",\"file\":\"conf/house.yaml\",\"line\":1,\"column\":1,"
                + "\"key\":\"nam\",\"what\":\"there is no such key\",\"found\":\"\","
                + "\"allowed\":\"name, store, pins, rooms, broker, data, password, share, bound,"
                + " open, driver, perhaps\",\"suggestion\":\"name\"}]");
  }

  @Test
  void placesALaterProblemAtItsKey() {
    Bound<House> house = bind("name: h\nstore:\n  whenFull: refuse\nrooms: {hall: {line: 1}}\n");
    assertThat(house.problem("rooms.hall", "is on fire").toString())
        .isEqualTo("conf/house.yaml:4: rooms.hall: is on fire");
    assertThat(house.problem("driver.host", "is missing").toString())
        .isEqualTo("conf/house.yaml:1: driver.host: is missing");
  }

  @Test
  void writesTheReferenceOfEveryKey() {
    String markdown = new SettingsReference().section("## House", "", House.class).markdown();
    assertThat(markdown)
        .startsWith("## House\n\n| Key | Type | Default | Meaning | Example |\n")
        .contains("| `store.whenFull` | `drop-oldest`, `refuse` | **required** |")
        .contains("| `store.maxBytes` | size | `1GiB` | How much it may take. |  |")
        .contains("| `password` | secret: `${file:path} or ${env:NAME}` | none | Password. |")
        .contains("| `pins` | list of keys below | `[]` |")
        .contains("### `pins[]`\n")
        .contains("| `pins[].for` | duration | `1s` |")
        .endsWith("### `rooms.<name>`\n\nAs `pins[]`.\n\n");
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }
}
