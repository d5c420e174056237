package dev.penstock.deviceprofiles.fit;

import java.util.List;

/** Something of an adaptation plan that can be run. */
interface Executable {

  /** Runs it on its test vectors. */
  List<Vector> run();
}
