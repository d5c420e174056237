package dev.penstock.contract.signing.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTest {

  private static final int RECORDS = 70;

  private final List<byte[]> leaves = new ArrayList<>();
  private final MerkleTree tree = new MerkleTree();

  MerkleTest() {
    for (int i = 0; i < RECORDS; i++) {
      leaves.add(Hashes.leaf(new byte[] {(byte) i, 1, 2}));
      tree.add(leaves.get(i));
    }
  }

  /** The records and roots that implementations of Certificate Transparency exchange. */
  @Test
  void agreesWithThePublishedRoots() {
    MerkleTree published = new MerkleTree();
    HexFormat hex = HexFormat.of();
    assertThat(hex.formatHex(published.root()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (String record :
        List.of(
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f")) {
      published.add(Hashes.leaf(hex.parseHex(record)));
    }
    assertThat(hex.formatHex(published.root(1)))
        .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    assertThat(hex.formatHex(published.root(8)))
        .isEqualTo("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
  }

  @Test
  void hasTheRootOfTheDefinitionAtEveryLength() {
    for (int size = 0; size <= RECORDS; size++) {
      assertThat(tree.root(size)).as("size " + size).isEqualTo(defined(leaves.subList(0, size)));
    }
  }

  /** A log whose first files are gone still proves everything about what is left. */
  @Test
  void goesOnFromThePeaksOfAnyLength() {
    for (int first = 0; first <= RECORDS; first++) {
      MerkleTree before = new MerkleTree();
      leaves.subList(0, first).forEach(before::add);
      MerkleTree rest = new MerkleTree(first, before.peaks());
      leaves.subList(first, RECORDS).forEach(rest::add);
      assertThat(rest.peaks()).usingRecursiveComparison().isEqualTo(tree.peaks());
      for (int size = first; size <= RECORDS; size++) {
        assertThat(rest.root(size)).as(first + " " + size).isEqualTo(tree.root(size));
        assertSameProofs(rest, size, first);
      }
    }
  }

  private void assertSameProofs(MerkleTree rest, int size, int first) {
    for (int to = size; to <= RECORDS; to++) {
      assertThat(rest.consistency(size, to)).containsExactlyElementsOf(tree.consistency(size, to));
    }
    for (int index = first; index < size; index++) {
      assertThat(rest.inclusion(index, size))
          .containsExactlyElementsOf(tree.inclusion(index, size));
    }
  }

  @Test
  void knowsNothingOfLengthsBeforeItsPeaks() {
    MerkleTree rest = new MerkleTree(RECORDS, tree.peaks());

    assertThat(rest.first()).isEqualTo(RECORDS);
    assertThat(rest.root(0)).isEqualTo(tree.root(0));
    assertThatThrownBy(() -> rest.root(RECORDS - 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> rest.consistency(1, RECORDS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MerkleTree(RECORDS, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void provesEveryRecordAtEveryLength() {
    for (int size = 1; size <= RECORDS; size++) {
      for (int index = 0; index < size; index++) {
        List<byte[]> proof = tree.inclusion(index, size);
        assertThat(MerkleProof.includes(leaves.get(index), index, size, proof, tree.root(size)))
            .as(index + " of " + size)
            .isTrue();
      }
    }
  }

  @Test
  void provesNoRecordThatIsNotThere() {
    for (int size = 2; size <= 20; size++) {
      for (int index = 0; index < size; index++) {
        List<byte[]> proof = tree.inclusion(index, size);
        byte[] root = tree.root(size);
        byte[] leaf = leaves.get(index);
        int other = (index + 1) % size;
        assertThat(MerkleProof.includes(leaves.get(other), index, size, proof, root)).isFalse();
        assertThat(MerkleProof.includes(leaf, other, size, proof, root)).isFalse();
        assertThat(MerkleProof.includes(leaf, index, size, proof, tree.root(size - 1))).isFalse();
        assertThat(MerkleProof.includes(leaf, index, size, longer(proof), root)).isFalse();
        assertThat(MerkleProof.includes(leaf, index, size, shorter(proof), root)).isFalse();
        assertThat(MerkleProof.includes(leaf, index, size, changed(proof), root)).isFalse();
        assertThat(MerkleProof.includes(leaf, size, size, proof, root)).isFalse();
        assertThat(MerkleProof.includes(leaf, -1, size, proof, root)).isFalse();
      }
    }
  }

  @Test
  void provesThatItGrewBetweenAnyTwoLengths() {
    for (int from = 0; from <= RECORDS; from++) {
      for (int to = from; to <= RECORDS; to++) {
        List<byte[]> proof = tree.consistency(from, to);
        assertThat(MerkleProof.grows(from, tree.root(from), to, tree.root(to), proof))
            .as(from + " to " + to)
            .isTrue();
      }
    }
  }

  @Test
  void provesNoGrowthOfALogThatWasRewritten() {
    MerkleTree rewritten = new MerkleTree();
    for (int i = 0; i < RECORDS; i++) {
      rewritten.add(i == 3 ? Hashes.leaf(new byte[] {9}) : leaves.get(i));
    }
    for (int from = 4; from < RECORDS; from++) {
      for (int to = from + 1; to <= RECORDS; to += 7) {
        byte[] seen = tree.root(from);
        assertThat(
                MerkleProof.grows(
                    from, seen, to, rewritten.root(to), rewritten.consistency(from, to)))
            .isFalse();
        assertThat(
                MerkleProof.grows(from, seen, to, rewritten.root(to), tree.consistency(from, to)))
            .isFalse();
      }
    }
  }

  @Test
  void takesNoOtherProofOfGrowth() {
    for (int from = 1; from < 20; from++) {
      for (int to = from + 1; to <= 20; to++) {
        List<byte[]> proof = tree.consistency(from, to);
        byte[] old = tree.root(from);
        byte[] grown = tree.root(to);
        assertThat(MerkleProof.grows(from, old, to, grown, longer(proof))).isFalse();
        assertThat(MerkleProof.grows(from, old, to, grown, shorter(proof))).isFalse();
        assertThat(MerkleProof.grows(from, old, to, grown, changed(proof))).isFalse();
        assertThat(MerkleProof.grows(to, grown, from, old, proof)).isFalse();
        assertThat(MerkleProof.grows(from, old, to, grown, List.of())).isFalse();
      }
    }
    assertThat(MerkleProof.grows(5, tree.root(5), 5, tree.root(6), List.of())).isFalse();
    assertThat(MerkleProof.grows(0, tree.root(1), 5, tree.root(5), List.of())).isFalse();
    assertThat(MerkleProof.grows(-1, tree.root(0), 5, tree.root(5), List.of())).isFalse();
  }

  @Test
  void refusesToProveWhatItDoesNotHave() {
    assertThatThrownBy(() -> tree.root(RECORDS + 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree.inclusion(5, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree.consistency(6, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree.add(new byte[31])).isInstanceOf(IllegalArgumentException.class);
  }

  /** RFC 9162, 2.1.1, word for word. */
  private static byte[] defined(List<byte[]> hashes) {
    if (hashes.isEmpty()) {
      return Hashes.empty();
    }
    if (hashes.size() == 1) {
      return hashes.get(0);
    }
    int k = 1;
    while (2 * k < hashes.size()) {
      k *= 2;
    }
    return Hashes.node(defined(hashes.subList(0, k)), defined(hashes.subList(k, hashes.size())));
  }

  private static List<byte[]> longer(List<byte[]> proof) {
    List<byte[]> longer = new ArrayList<>(proof);
    longer.add(Hashes.empty());
    return longer;
  }

  private static List<byte[]> shorter(List<byte[]> proof) {
    return proof.subList(0, proof.size() - 1);
  }

  private static List<byte[]> changed(List<byte[]> proof) {
    List<byte[]> changed = new ArrayList<>(proof);
    byte[] last = changed.remove(changed.size() - 1).clone();
    last[7] ^= 4;
    changed.add(last);
    return changed;
  }
}
