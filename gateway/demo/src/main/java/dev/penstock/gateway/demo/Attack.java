package dev.penstock.gateway.demo;

import dev.penstock.gateway.cli.CannotGoOn;
import java.io.IOException;

/** Something that an attacker, or an operator who errs, tries on the running demo. */
interface Attack {

  /** Tries it once, leaves the plant as it was, and says how it ended. */
  Attempt attempt(AttackGround ground) throws IOException, InterruptedException, CannotGoOn;
}
