package dev.penstock.gateway.actuation.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Files in memory; the next one is ready only when the test says so. Those that were exported are
 * kept, so that the whole log can be looked at.
 */
public final class MemoryAuditFiles implements AuditFiles, AuditExports {

  final List<MemoryAuditFile> all = new ArrayList<>();
  final Map<String, MemoryAuditFile> exported = new TreeMap<>();
  private final int size;
  private final List<AuditRecord> durable = new ArrayList<>();
  public boolean hasSpace = true;

  /** The disk for the exports is not there. */
  public boolean unplugged;

  private boolean prepared;
  private int made;
  private Runnable hook = () -> {};

  public MemoryAuditFiles(int size) {
    this.size = size;
    all.add(make());
  }

  private MemoryAuditFile make() {
    return new MemoryAuditFile(String.format("memory-%06d", made++), size);
  }

  /** As a process finds them that starts. */
  public void reopen() {
    prepared = false;
  }

  /** The one that is written to. */
  public MemoryAuditFile last() {
    return all.get(all.size() - 1);
  }

  public int count() {
    return all.size();
  }

  /** How many have a copy elsewhere. */
  public int exported() {
    return exported.size();
  }

  /** Somebody changes a record in the middle of a file. */
  public void spoil(int number) {
    all.get(number).flip(size / 2);
  }

  /** Somebody removes the oldest. */
  public void take() {
    all.remove(0);
  }

  /** How many were taken away. */
  public int gone() {
    return (int) exported.keySet().stream().filter(name -> !isThere(name)).count();
  }

  private boolean isThere(String name) {
    return all.stream().anyMatch(file -> file.name().equals(name));
  }

  /** Runs before and after everything that is done to the disk; may throw, as a kill does. */
  public void hook(Runnable action) {
    hook = action;
    all.forEach(file -> file.hook(action));
  }

  /** All records that a crash now would leave, also those in files that are gone. */
  public List<AuditRecord> durable() {
    for (MemoryAuditFile file : all) {
      List<AuditRecord> here = file.durable();
      for (int i = here.size() - 1; i >= 0 && here.get(i).index() >= durable.size(); i--) {
        if (here.get(i).index() == durable.size()) {
          durable.addAll(here.subList(i, here.size()));
          break;
        }
      }
    }
    return durable;
  }

  /** The whole log, in the hands of an inspector. */
  public AuditArchive whole() {
    List<AuditFile> files = new ArrayList<>();
    exported.forEach(
        (name, file) -> {
          if (!isThere(name)) {
            files.add(file);
          }
        });
    files.addAll(all);
    return new AuditArchive(files);
  }

  /** What the gateway still has. */
  public AuditArchive rest() {
    return new AuditArchive(List.copyOf(all));
  }

  @Override
  public List<AuditFile> files() {
    return List.copyOf(all);
  }

  @Override
  public long nextBytes() {
    return size;
  }

  @Override
  public boolean isNextReady() {
    return prepared;
  }

  @Override
  public void prepareNext() {
    prepared = prepared || hasSpace;
  }

  @Override
  public void prepareNextNow() {
    prepareNext();
  }

  @Override
  public AuditFile next(long firstIndex, ByteBuffer beginning) throws AuditException {
    prepared = false;
    MemoryAuditFile next = make();
    next.hook(hook);
    try {
      next.write(beginning, 0);
      next.force();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    all.add(next);
    hook.run();
    return next;
  }

  @Override
  public String keep(AuditFile file) throws IOException {
    hook.run();
    if (unplugged) {
      throw new IOException("there is no such folder");
    }
    exported.put(file.name(), ((MemoryAuditFile) file).survivor());
    hook.run();
    return "00".repeat(32);
  }

  @Override
  public void remove(AuditFile oldest) {
    if (all.size() < 2 || all.get(0) != oldest) {
      throw new IllegalStateException("not the oldest file");
    }
    hook.run();
    durable();
    all.remove(0);
    hook.run();
  }

  @Override
  public void close() {}
}
