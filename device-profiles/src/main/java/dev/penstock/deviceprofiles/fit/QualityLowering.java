package dev.penstock.deviceprofiles.fit;

import dev.penstock.contract.Quality;
import java.util.ArrayList;
import java.util.List;

/** For a consumer that knows only good and bad: what is uncertain becomes bad. */
record QualityLowering() implements Executable {

  Quality lower(Quality quality) {
    return quality == Quality.GOOD ? Quality.GOOD : Quality.BAD;
  }

  @Override
  public List<Vector> run() {
    List<Vector> vectors = new ArrayList<>();
    for (Quality quality : Quality.values()) {
      boolean raised = lower(quality).compareTo(quality) < 0;
      vectors.add(Vector.of(quality + " is not raised", quality, raised, false));
    }
    return vectors;
  }
}
