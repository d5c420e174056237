package dev.penstock.contract.signing;

import dev.penstock.contract.signing.Envelope.Mark;
import java.util.List;

/**
 * An envelope whose shape and type are right.
 *
 * @param payload not copied: the reader made it for this record
 */
@SuppressWarnings("ArrayRecordComponent")
record ReadEnvelope(PayloadType type, byte[] payload, List<Mark> marks) {}
