package dev.penstock.gateway.actuation;

import dev.penstock.contract.settings.Setting;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.trust.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the command gate is set up. Nothing here allows anything: what may be written, only the
 * signed documents in the trust folder say.
 */
public record ActuationSettings(
    @Setting(
            value =
                "How far the gate may go: observe, shadow, supervised or armed; never further than"
                    + " the policy allows.",
            otherwise = "observe",
            example = "armed")
        Mode mode,
    @Setting(
            value =
                "Folder with the root's fingerprint, root, policy, roster and the gateway's key.",
            otherwise = "trust",
            example = "/etc/penstock/trust")
        Path trust,
    @Setting(
            value =
                "The audit log: its first file. Each is made in full size, and followed by another"
                    + " when it is full.",
            otherwise = "audit/audit.log",
            example = "/var/lib/penstock/audit/audit.log")
        Path audit,
    @Setting(
            value = "Size of each file of the audit log when it is made, in MiB.",
            otherwise = "64")
        int auditMib,
    @Setting(
            value =
                "Folder on another disk to which full files of the audit log are copied once every"
                    + " twin has cosigned them, and then removed here; left out, none is removed.",
            otherwise = Setting.NONE,
            example = "/mnt/archive/hall-7")
        Optional<Path> auditExports,
    @Setting(value = "How long a device may take to answer a read or a write.", otherwise = "2s")
        Duration deviceTimeout,
    @Setting(
            value = "Narrower limits while the plant is commissioned, by point (device/point).",
            otherwise = "{}")
        Map<String, CommissionedLimit> limits) {

  public ActuationSettings {
    limits = Map.copyOf(limits);
    if (auditMib < 1 || auditMib > 2_000) {
      throw new IllegalArgumentException("auditMib: must be 1 to 2000");
    }
    if (deviceTimeout.isNegative()
        || deviceTimeout.isZero()
        || deviceTimeout.compareTo(Duration.ofSeconds(10)) > 0) {
      throw new IllegalArgumentException("deviceTimeout: must be more than 0 and at most 10s");
    }
  }

  /** The usual values. */
  public static ActuationSettings of(Mode mode, Path trust, Path audit) {
    return new ActuationSettings(
        mode, trust, audit, 64, Optional.empty(), Duration.ofSeconds(2), Map.of());
  }

  Map<String, Limits> commissioned() {
    Map<String, Limits> byPoint = new HashMap<>();
    limits.forEach((point, limit) -> byPoint.put(point, limit.toLimits()));
    return byPoint;
  }

  long auditBytes() {
    return auditMib * (1L << 20);
  }
}
