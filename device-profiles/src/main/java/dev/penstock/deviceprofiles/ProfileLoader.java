package dev.penstock.deviceprofiles;

import dev.penstock.deviceprofiles.yaml.Bound;
import dev.penstock.deviceprofiles.yaml.Position;
import dev.penstock.deviceprofiles.yaml.Problem;
import dev.penstock.deviceprofiles.yaml.Problems;
import dev.penstock.deviceprofiles.yaml.RecordBinder;
import dev.penstock.deviceprofiles.yaml.YamlNode;
import dev.penstock.deviceprofiles.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds and reads profiles: those that ship, and those of a site. */
public final class ProfileLoader {

  /** Profiles that ship with the product. */
  public static final List<String> SHIPPED =
      List.of(
          "energy-meter-sdm630",
          "quadruple-tank",
          "relay-board",
          "street-air-quality",
          "street-light");

  private final List<Path> folders;

  /**
   * A loader.
   *
   * @param folders where a site keeps its own profiles, as {@code <id>.yaml}; asked before those
   *     that ship
   */
  public ProfileLoader(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /** Reads a file; empty if there are errors. */
  public static Optional<Profile> file(Path file, Problems problems) {
    return read(own -> YamlReader.file(file, own), problems);
  }

  /** Reads a text under a name for its problems. */
  public static Optional<Profile> text(String name, String yaml, Problems problems) {
    return read(own -> YamlReader.text(name, yaml, own), problems);
  }

  /** A profile that ships. */
  public static Profile shipped(String id) {
    Problems problems = new Problems();
    return text(id + ".yaml", shippedText(id), problems)
        .orElseThrow(() -> new IllegalStateException("a profile that ships:\n" + problems));
  }

  /** The YAML of a profile that ships. */
  public static String shippedText(String id) {
    if (!SHIPPED.contains(id)) {
      throw new IllegalArgumentException("there is no profile " + id);
    }
    try (InputStream in = ProfileLoader.class.getResourceAsStream("profiles/" + id + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("profiles/" + id + ".yaml is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("profiles/" + id + ".yaml cannot be read", e);
    }
  }

  /**
   * Finds the profile that a setting names: {@code id}, {@code id@version} or a file ({@code
   * .yaml}, from the folder of the settings file). Problems of the reference are told at the
   * setting, those of the profile in its own file.
   */
  public Optional<Profile> find(YamlNode setting, Problems problems) {
    Path settings = Path.of(setting.at().file());
    return find(setting.text(), settings, p -> Problem.error(setting, p), problems);
  }

  /** Finds the profile that a command line names, files from the working folder. */
  public Optional<Profile> find(String reference, Problems problems) {
    Position nowhere = new Position(reference, 1, 1);
    return find(reference, Path.of(""), p -> Problem.error(nowhere, "", p), problems);
  }

  private Optional<Profile> find(
      String reference, Path settings, Function<String, Problem> refuse, Problems problems) {
    if (reference.endsWith(".yaml") || reference.endsWith(".yml")) {
      return file(settings.resolveSibling(reference), problems);
    }
    int at = reference.indexOf('@');
    String id = at < 0 ? reference : reference.substring(0, at);
    Optional<Profile> profile = byId(id, refuse, problems);
    if (profile.isPresent() && at >= 0) {
      String found = profile.get().version();
      if (!found.equals(reference.substring(at + 1))) {
        problems.add(refuse.apply("there is " + id + "@" + found).found(reference));
        return Optional.empty();
      }
    }
    return profile;
  }

  private Optional<Profile> byId(String id, Function<String, Problem> refuse, Problems problems) {
    if (id.matches("[a-z0-9-]+(/[a-z0-9-]+)?")) {
      for (Path folder : folders) {
        Path file = folder.resolve(id + ".yaml");
        if (Files.exists(file)) {
          return file(file, problems);
        }
      }
      if (SHIPPED.contains(id)) {
        return Optional.of(shipped(id));
      }
    }
    problems.add(
        refuse
            .apply("there is no such profile")
            .found(id)
            .allowed("a file, or one of " + String.join(", ", SHIPPED))
            .suggestAmong(id, SHIPPED));
    return Optional.empty();
  }

  private static void judge(Bound<Profile> bound, Problems problems) {
    if (bound.isPresent()) {
      ProfileRules.check(bound, problems);
    } else {
      SoundPart.check(bound.node(), problems);
    }
  }

  /** Reads, binds and judges; what is told by any of the three refuses the profile. */
  private static Optional<Profile> read(
      Function<Problems, Optional<YamlNode>> tree, Problems problems) {
    Problems own = new Problems();
    Optional<Bound<Profile>> bound =
        tree.apply(own).map(root -> RecordBinder.bind(root, Profile.class, own));
    bound.ifPresent(b -> judge(b, own));
    own.all().forEach(problems::add);
    return own.hasErrors() ? Optional.empty() : bound.map(Bound::get);
  }
}
