package dev.penstock.gateway.demo;

import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Cosignature;
import dev.penstock.gateway.cli.CannotGoOn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** An old copy of the gateway's disk is put back: its log has forgotten what was commanded. */
final class RestoredDiskAttack implements Attack {

  private static final String CODE = "ROLLED_BACK";
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(3);

  @Override
  public Attempt attempt(AttackGround ground) throws IOException, InterruptedException, CannotGoOn {
    Path copies = Files.createDirectories(ground.stage().folder().root().resolve("copies"));
    ground.awaitReady();
    ground.awaitSafe();
    stop(ground);
    copy(ground.stage().folder(), copies.resolve("old"));
    start(ground);

    long old = cosigned(ground);
    int tape = ground.owner().overheard(AttackGround.COMMANDS).size();
    AttackGround.Met met =
        ground.command(ground.operator(), AttackGround.wish(DemoScript.PUMP, ground.step()));
    List<byte[]> said = ground.owner().overheard(AttackGround.COMMANDS);
    List<byte[]> overheard = said.subList(tape, said.size());
    ground.awaitSafe();
    stop(ground); // A start states the log at once.
    start(ground);
    ground.require("the twin does not cosign", () -> cosigned(ground) > old);

    stop(ground);
    copy(ground.stage().folder(), copies.resolve("new"));
    putBack(copies.resolve("old"), ground.stage().folder());
    int before = ground.writes();
    ground.stage().restartGateway();
    Wish wish = AttackGround.wish(DemoScript.PUMP, ground.step());
    boolean noticed =
        ground.until(
            AttackGround.PATIENCE, () -> ground.isTurnedAway(ground.operator(), wish, CODE));
    for (byte[] envelope : overheard) {
      ground.owner().publish(AttackGround.COMMANDS, envelope, false);
    }
    ground.pass(LONG_ENOUGH);
    int seen = ground.writes() - before;

    stop(ground);
    putBack(copies.resolve("new"), ground.stage().folder());
    delete(copies);
    start(ground);
    return new Attempt(
        "restored disk",
        "an old copy of audit log and trust folder is put back, and what came since is sent again",
        met.receipt().isPresent() && noticed && seen == 0,
        List.of(
            "the twin had cosigned the log after: " + met.words(),
            noticed ? "commands are refused with " + CODE : "commands are taken",
            "the plant saw " + seen + " writes"));
  }

  /** Killed, and not started again before the next look. */
  private static void stop(AttackGround ground) throws IOException, InterruptedException {
    ground.stage().endGateway();
  }

  private static void start(AttackGround ground)
      throws IOException, InterruptedException, CannotGoOn {
    ground.stage().restartGateway();
    ground.awaitReady();
  }

  /** The longest log that the twin has put its name to, as far as overheard. */
  private static long cosigned(AttackGround ground) {
    KeyLookup twin = KeyLookup.of(ground.stage().twinKey());
    return ground.owner().overheard(AttackGround.COMMANDS).stream()
        .map(envelope -> EnvelopeReader.open(envelope, PayloadType.COSIGNATURE, twin))
        .filter(Verified::isGood)
        .mapToLong(RestoredDiskAttack::size)
        .max()
        .orElse(0);
  }

  private static long size(Verified cosignature) {
    try {
      return cosignature.read(Cosignature::read).head().size();
    } catch (MalformedException e) {
      return 0; // Of a newer version.
    }
  }

  private static List<Path> parts(DemoFolder folder) {
    return List.of(folder.audit(), folder.trust());
  }

  private static void copy(DemoFolder folder, Path to) throws IOException {
    for (Path part : parts(folder)) {
      copyAll(part, to.resolve(part.getFileName()));
    }
  }

  private static void putBack(Path from, DemoFolder folder) throws IOException {
    for (Path part : parts(folder)) {
      delete(part);
      copyAll(from.resolve(part.getFileName()), part);
    }
  }

  private static void copyAll(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        Files.createDirectories(target.getParent());
        Files.copy(
            path, target, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
