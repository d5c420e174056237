package dev.penstock.gateway.cli.profile;

import dev.penstock.deviceprofiles.Profile;
import dev.penstock.deviceprofiles.ProfileLoader;
import dev.penstock.deviceprofiles.yaml.Problems;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** A profile as the command line names it: a file, or the id of one that ships. */
record ProfileSource(String reference) {

  private static final ProfileLoader SHIPPED = new ProfileLoader(List.of());

  /** Whether it names a file that is not there. */
  boolean isMissing() {
    return isNamedYaml() && !Files.exists(Path.of(reference));
  }

  /** Every problem is told; empty if there are errors. */
  Optional<Profile> find(Problems problems) {
    boolean isOtherFile = !ProfileLoader.SHIPPED.contains(reference) && !isNamedYaml();
    return isOtherFile && Files.isRegularFile(Path.of(reference))
        ? ProfileLoader.file(Path.of(reference), problems)
        : SHIPPED.find(reference, problems);
  }

  /** As {@link #find}, but a file has to be there. */
  Optional<Profile> findThere(Problems problems) throws CannotGoOn {
    if (isMissing()) {
      throw missing("profile", reference);
    }
    return find(problems);
  }

  /** One of two inputs: tells its problems, empty if there are errors. */
  interface Input<T> {

    Optional<T> read(Problems problems) throws CannotGoOn;
  }

  /** Reads both inputs before it complains of either. */
  static <A, B, R> R both(Input<A> first, Input<B> second, BiFunction<A, B, R> use)
      throws CannotGoOn {
    Problems problems = new Problems();
    Optional<A> one = first.read(problems);
    Optional<B> other = second.read(problems);
    return one.flatMap(a -> other.map(b -> use.apply(a, b))).orElseThrow(() -> refuse(problems));
  }

  /** The profile, or the end of the verb with every problem. */
  Profile get() throws CannotGoOn {
    Problems problems = new Problems();
    Optional<Profile> profile = findThere(problems);
    return profile.orElseThrow(() -> refuse(problems));
  }

  private boolean isNamedYaml() {
    return reference.endsWith(".yaml") || reference.endsWith(".yml");
  }

  static CannotGoOn missing(String what, String file) {
    return new CannotGoOn(
        ExitCode.UNAVAILABLE, "there is no " + what + " file " + file + ": check the path");
  }

  static CannotGoOn refuse(Problems problems) {
    return new CannotGoOn(
        ExitCode.PROBLEMS, "this has errors, mend them first\n" + problems.render());
  }
}
