package dev.penstock.gateway.actuation.audit;

import dev.penstock.contract.JsonWriter;

/** What the next start has to know, kept up with each record, for the beginning of a new file. */
public interface Carrying {

  /** A record was written. */
  void saw(AuditRecord record);

  /** How many records a twin has vouched for, at least. */
  long cosigned();

  /** Adds its fields, as they follow from all records so far. */
  void write(JsonWriter out);

  /** Nothing but the log itself. */
  Carrying NOTHING =
      new Carrying() {
        @Override
        public void saw(AuditRecord record) {}

        @Override
        public long cosigned() {
          return 0;
        }

        @Override
        public void write(JsonWriter out) {}
      };
}
