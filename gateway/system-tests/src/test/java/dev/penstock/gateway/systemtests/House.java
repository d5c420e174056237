package dev.penstock.gateway.systemtests;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * All classes of the build as the class path holds them, by module. A module's name here is its
 * package without {@code dev.penstock}: {@code drivers.opcua}.
 *
 * @param classes of every module that this one depends on, without tests
 */
record House(JavaClasses classes) {

  private static final String OURS = "dev.penstock.";
  private static final Path ROOT = Path.of("..", "..");

  /** Nothing depends on these, so their classes are not on the class path here. */
  private static final Set<String> APART =
      Set.of("gateway.systemtests", "gateway.benchmarks", "install");

  private static final Map<String, String> MODULES =
      modulesWithCode().stream().collect(toMap(module -> module, module -> module));

  static House imported() {
    return new House(
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.penstock"));
  }

  /** Parses lines of {@code name : word word}. */
  static Map<String, Set<String>> table(String lines) {
    return lines
        .lines()
        .map(line -> line.split(":", 2))
        .collect(toMap(line -> line[0].strip(), line -> words(line[1])));
  }

  private static Set<String> words(String text) {
    return Set.copyOf(Arrays.asList(text.strip().split("\\s+")));
  }

  /** What the root pom lists and has code of its own. */
  static Set<String> modulesWithCode() {
    try {
      String pom = Files.readString(ROOT.resolve("pom.xml"));
      return Pattern.compile("<module>(.*)</module>")
          .matcher(pom)
          .results()
          .map(match -> match.group(1))
          .filter(folder -> Files.isDirectory(ROOT.resolve(folder).resolve("src/main")))
          .map(folder -> folder.replace('/', '.').replace("-", ""))
          .filter(module -> !APART.contains(module))
          .collect(toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isOurs(String className) {
    return className.startsWith(OURS);
  }

  static String moduleOf(String className) {
    return longestPrefix(MODULES, className.substring(OURS.length()), "none of the build");
  }

  /** The value of the longest dotted name in the table that the class name begins with. */
  static <T> T longestPrefix(Map<String, T> table, String className, T otherwise) {
    for (String name = className; ; name = name.substring(0, name.lastIndexOf('.'))) {
      T found = table.get(name);
      if (found != null || name.indexOf('.') < 0) {
        return found != null ? found : otherwise;
      }
    }
  }

  Set<String> modules() {
    return classes.stream().map(c -> moduleOf(c.getName())).collect(toCollection(TreeSet::new));
  }

  /**
   * One line for every use that is not allowed; the predicate gets a module and a class it uses.
   */
  List<String> dependenciesExcept(BiPredicate<String, String> allowed) {
    return classes.stream()
        .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
        .filter(d -> !isAllowed(d, allowed))
        .map(Dependency::getDescription)
        .sorted()
        .toList();
  }

  private static boolean isAllowed(Dependency use, BiPredicate<String, String> allowed) {
    JavaClass target = use.getTargetClass().getBaseComponentType();
    String from = moduleOf(use.getOriginClass().getName());
    return target.isPrimitive()
        || (isOurs(target.getName()) && moduleOf(target.getName()).equals(from))
        || allowed.test(from, target.getName());
  }

  /** The modules that call, or refer to, a method of the type whose name fits. */
  Set<String> callersOf(Class<?> type, String methods) {
    Pattern name = Pattern.compile(methods);
    return classes.stream()
        .flatMap(c -> c.getAccessesFromSelf().stream())
        .filter(access -> access.getTargetOwner().isEquivalentTo(type))
        .filter(access -> name.matcher(access.getName()).matches())
        .map(access -> moduleOf(access.getOriginOwner().getName()))
        .collect(toCollection(TreeSet::new));
  }

  /** Packages, with the jars or folders they were found in where those are several. */
  Map<String, Set<String>> packagesInSeveralPlaces() {
    Map<String, Set<String>> places =
        classes.stream()
            .collect(
                groupingBy(
                    JavaClass::getPackageName,
                    mapping(House::placeOf, toCollection(TreeSet::new))));
    places.values().removeIf(where -> where.size() == 1);
    return places;
  }

  private static String placeOf(JavaClass type) {
    String uri = type.getSource().orElseThrow().getUri().toString();
    return uri.substring(0, uri.length() - (type.getName().length() + ".class".length()));
  }
}
