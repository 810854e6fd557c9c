package io.github.pigmentspark.options;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds the table of options in the documentation to the declarations. */
final class OptionsTableTest {
  private static final Path DOCS = Path.of("docs", "options.md");
  private static final String BEGIN = "<!-- options: generated -->\n";
  private static final String END = "<!-- /options -->";

  @Test
  void theDocumentationHasTheOptionsAsTheyAreDeclared() throws IOException {
    String page = Files.readString(DOCS);
    int start = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    if (Boolean.getBoolean("updateDocs")) {
      Files.writeString(DOCS, page.substring(0, start) + table() + page.substring(end));
      return;
    }
    assertEquals(
        table(),
        page.substring(start, end),
        () ->
            DOCS
                + " is not what the options say. Run this test with -DupdateDocs=true, or put this"
                + " between its marks:\n\n"
                + table());
  }

  private static String table() {
    StringBuilder table = new StringBuilder("| Option | Default | Meaning |\n|---|---|---|\n");
    for (PigmentOption<?> option : Options.ALL) {
      table.append("| `").append(option.name()).append("` | ");
      table.append(cell(option.defaultMeaning())).append(" | ");
      table.append(cell(option.meaning())).append(" |\n");
    }
    return table.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
