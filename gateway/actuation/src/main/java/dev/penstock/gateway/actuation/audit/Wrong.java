package dev.penstock.gateway.actuation.audit;

/** A record is whole and in its place, and what it says cannot be true. */
final class Wrong extends Exception {

  private static final long serialVersionUID = 1L;

  private final AuditDamage.Kind kind;

  Wrong(AuditDamage.Kind kind, String words) {
    super(words);
    this.kind = kind;
  }

  AuditDamage.Kind kind() {
    return kind;
  }
}
