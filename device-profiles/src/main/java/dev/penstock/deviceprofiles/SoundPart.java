package dev.penstock.deviceprofiles;

import dev.penstock.deviceprofiles.yaml.Bound;
import dev.penstock.deviceprofiles.yaml.Problem;
import dev.penstock.deviceprofiles.yaml.Problems;
import dev.penstock.deviceprofiles.yaml.RecordBinder;
import dev.penstock.deviceprofiles.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is left of a profile that could not be bound: its points, commands and blocks but for those
 * that something was said about. Judged as a whole profile is, so that the technician hears
 * everything at once and nothing that only follows from what he heard already.
 */
final class SoundPart {

  /** What stands for a head that is broken or missing. */
  private static final Map<String, String> STAND_INS =
      Map.of("profile", "x", "version", "0.0.0", "title", "x", "assetType", "urn:example:x");

  private static final Set<String> BLOCKS = Set.of("points", "commands");

  private final YamlNode root;
  private final Set<String> blamed = new TreeSet<>();

  /** Paths of points, commands and blocks that nothing can be said about. */
  private final Set<String> doubtful = new TreeSet<>();

  private SoundPart(YamlNode root, Problems told) {
    this.root = root;
    told.errors().stream().map(Problem::key).forEach(blamed::add);
  }

  /** Adds the problems of what is sound so far. */
  static void check(YamlNode root, Problems told) {
    if (!root.isMap()) {
      return;
    }
    SoundPart part = new SoundPart(root, told);
    Problems mine = new Problems();
    Bound<Profile> bound = RecordBinder.bind(part.sound(), Profile.class, mine);
    if (bound.isPresent()) {
      ProfileRules.check(bound, part.doubtful, told);
    } else if (mine.errors().stream().anyMatch(problem -> !part.blamed.contains(problem.key()))) {
      // What only the whole could refuse: its head.
      mine.all().forEach(told::add);
      check(root, told);
    }
  }

  private YamlNode sound() {
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    root.entries()
        .forEach(
            (key, node) -> {
              if (BLOCKS.contains(key) && node.isMap()) {
                entries.put(key, node.withEntries(soundOf(node)));
              } else if (!isBlamed(key)) {
                entries.put(key, node);
              } else {
                doubtful.add(key);
              }
            });
    STAND_INS.forEach((key, word) -> entries.putIfAbsent(key, root.withText(word)));
    return root.withEntries(entries);
  }

  private Map<String, YamlNode> soundOf(YamlNode block) {
    Map<String, YamlNode> sound = new LinkedHashMap<>(block.entries());
    sound.keySet().removeIf(name -> isBlamed(block.path() + "." + name));
    block.entries().keySet().stream()
        .filter(name -> !sound.containsKey(name))
        .forEach(name -> doubtful.add(block.path() + "." + name));
    return sound;
  }

  /** Whether something was said about it, or about anything in it. */
  private boolean isBlamed(String path) {
    return blamed.stream()
        .anyMatch(b -> b.equals(path) || b.startsWith(path + ".") || b.startsWith(path + "["));
  }
}
