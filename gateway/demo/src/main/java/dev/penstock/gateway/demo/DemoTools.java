package dev.penstock.gateway.demo;

import dev.penstock.contract.Clocks;
import java.security.SecureRandom;
import java.util.function.Consumer;

/**
 * What everything in a demo is given.
 *
 * @param random keys, passwords and names come from it
 * @param say tells people a line, on the demo's own thread only
 */
record DemoTools(Clocks clocks, SecureRandom random, Consumer<String> say) {}
