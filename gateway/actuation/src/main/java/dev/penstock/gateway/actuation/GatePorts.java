package dev.penstock.gateway.actuation;

import dev.penstock.contract.Observation;
import java.security.SecureRandom;
import java.util.function.Consumer;

/**
 * What the gate needs of the process around it.
 *
 * @param readBacks is given every value read after a write, kind READ_BACK, to be journaled; must
 *     not wait
 * @param random a strong one: nonces and the incarnation come from it
 */
public record GatePorts(
    Plant plant,
    ReplyPort replies,
    Consumer<Observation> readBacks,
    GateClocks clocks,
    SecureRandom random) {}
