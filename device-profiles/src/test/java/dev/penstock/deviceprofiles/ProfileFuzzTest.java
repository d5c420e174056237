package dev.penstock.deviceprofiles;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.penstock.deviceprofiles.diff.ProfileDiff;
import dev.penstock.deviceprofiles.export.TechnicianSheet;
import dev.penstock.deviceprofiles.export.ThingModel;
import dev.penstock.deviceprofiles.yaml.Problems;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Any bytes as a profile. The inputs that are kept run with every build, new ones for a while. */
class ProfileFuzzTest {

  @FuzzTest(maxDuration = "5s")
  void anyBytesGiveAProfileOrAProblemWithItsLine(byte[] bytes) {
    Problems problems = new Problems();
    String yaml = new String(bytes, StandardCharsets.ISO_8859_1);
    Optional<Profile> profile = ProfileLoader.text("f.yaml", yaml, problems);

    assertThat(profile.isPresent()).isEqualTo(!problems.hasErrors());
    assertThat(problems.all()).allMatch(p -> p.at().line() > 0 && !p.what().isEmpty());
    if (profile.isPresent()) {
      Profile read = profile.get();
      assertThat(ProfileDiff.of(read, read).changes()).isEmpty();
      assertThat(read.compile(Instance.of("d", ""), 0).bindings()).isNotEmpty();
      assertThat(ProfileExplain.text(read)).isNotEmpty();
      assertThat(ThingModel.json(read)).isNotEmpty();
      assertThat(TechnicianSheet.markdown(read)).isNotEmpty();
    }
  }
}
