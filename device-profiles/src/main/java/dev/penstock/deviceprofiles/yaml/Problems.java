package dev.penstock.deviceprofiles.yaml;

import dev.penstock.contract.JsonWriter;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Collects everything that is wrong, so that it can be told at once. Belongs to one thread. */
public final class Problems {

  /** What nobody reads to the end is not worth collecting. */
  private static final int MOST = 1000;

  private final Set<Problem> problems = new LinkedHashSet<>();

  public void add(Problem problem) {
    if (problems.size() < MOST) {
      problems.add(problem);
    }
  }

  /** In the order of files and lines. */
  public List<Problem> all() {
    return problems.stream().sorted(Comparator.comparing(Problem::at)).toList();
  }

  public List<Problem> errors() {
    return all().stream().filter(p -> p.severity() == Problem.Severity.ERROR).toList();
  }

  public boolean hasErrors() {
    return problems.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
  }

  public boolean isEmpty() {
    return problems.isEmpty();
  }

  /** A line each, for people. */
  public String render() {
    return all().stream().map(Problem::toString).collect(Collectors.joining("\n"));
  }

  /** A JSON array, for scripts. */
  public String json() {
    JsonWriter json = new JsonWriter();
    write(json);
    return json.toString();
  }

  /** Writes the array into a larger text. */
  public void write(JsonWriter json) {
    json.array();
    all().forEach(p -> p.write(json));
    json.endArray();
  }

  @Override
  public String toString() {
    return render();
  }
}
