package dev.penstock.buffer;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.testkit.JournalContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class ChronicleJournalIT extends JournalContract {

  @TempDir Path folder;
  private final List<Journal> opened = new ArrayList<>();

  @Override
  protected Journal open(Dictionary dictionary) throws JournalException {
    TestJournals journals = new TestJournals(folder, time);
    Journal journal = Journals.open(journals.settings(), journals.setup(dictionary));
    opened.add(journal);
    return journal;
  }

  @AfterEach
  void close() {
    opened.forEach(Journal::close);
  }
}
