package dev.penstock.gateway.demo;

import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Cosignature;
import dev.penstock.contract.signing.message.Resume;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.audit.RolledBackLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * An old copy of the gateway's disk is put back: its log has forgotten what was commanded. Only the
 * roster's signers let it go on.
 */
final class RestoredDiskAttack implements Attack {

  private static final String CODE = "ROLLED_BACK";

  @Override
  public Attempt attempt(AttackGround ground) throws IOException, InterruptedException, CannotGoOn {
    DemoStage stage = ground.stage();
    Path old = stage.folder().root().resolve("old-disk");
    ground.awaitReady();
    ground.awaitSafe();
    copy(stage.folder(), old); // While the gateway runs, as backups are made.

    int tape = ground.owner().overheard(AttackGround.COMMANDS).size();
    AttackGround.Met met =
        ground.command(ground.operator(), AttackGround.wish(DemoScript.PUMP, ground.step()));
    List<byte[]> said = ground.owner().overheard(AttackGround.COMMANDS);
    List<byte[]> overheard = said.subList(tape, said.size());
    long record = met.receipt().map(r -> r.place().index()).orElse(Long.MAX_VALUE);
    ground.awaitSafe();
    stage.endGateway();
    stage.restartGateway(); // A start states the log at once.
    ground.require("the twin does not cosign the command", () -> cosigned(ground) > record);

    stage.endGateway();
    putBack(old, stage.folder());
    int before = ground.writes();
    stage.restartGateway();
    Wish wish = AttackGround.wish(DemoScript.PUMP, ground.step());
    boolean noticed =
        ground.until(
            AttackGround.PATIENCE, () -> ground.isTurnedAway(ground.operator(), wish, CODE));
    for (byte[] envelope : overheard) {
      ground.owner().publish(AttackGround.COMMANDS, envelope, false);
    }
    ground.awaitTurnedAway(wish, CODE);
    int seen = ground.writes() - before;
    boolean resumed = isResumed(ground, wish);
    return new Attempt(
        "restored disk",
        "an old copy of audit log and trust folder is put back, and what came since is sent again",
        met.receipt().isPresent() && noticed && seen == 0 && resumed,
        List.of(
            "the twin had cosigned the log after: " + met.words(),
            noticed ? "commands are refused with " + CODE : "commands are taken",
            "the plant saw " + seen + " writes",
            resumed
                ? "two of the roster's signers resumed it under another origin: commands are taken"
                : "it could not be resumed"));
  }

  /** One signature of two is not enough, both are. */
  private static boolean isResumed(AttackGround ground, Wish wish)
      throws IOException, InterruptedException, CannotGoOn {
    RolledBackLog lost = RolledBackLog.find(ground.stage().folder().audit());
    Resume resume =
        new Resume(
            GatewayYaml.GATEWAY,
            lost.seen().head(),
            lost.nextOrigin(GatewayYaml.GATEWAY),
            lost.nonce(),
            "the tour of attacks");
    List<KeySigner> signers = ground.stage().rosterSigners();
    ground.sign(resume, signers.get(0));
    boolean alone = !ground.awaitTurnedAway(wish, CODE);
    ground.sign(resume, signers.toArray(KeySigner[]::new));
    return !alone
        && ground.until(AttackGround.PATIENCE, () -> ground.isOpen(ground.operator(), wish));
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
    delete(from);
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
