package io.github.pigmentspark.options;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the tables of options in the docs with the declarations. */
final class OptionsTableTest {
  @ParameterizedTest
  @CsvSource({"options.md,options", "catalog.md,catalog options"})
  void tableMatchesTheDeclaredOptions(String document, String mark) throws IOException {
    Path docs = Path.of("docs", document);
    List<OptionSpec<?>> options =
        mark.equals("options") ? OptionSpecs.OF_READS : OptionSpecs.OF_CATALOGS;
    String page = Files.readString(docs);
    String begin = "<!-- " + mark + ": generated -->\n";
    int start = page.indexOf(begin) + begin.length();
    int end = page.indexOf("<!-- /" + mark + " -->");
    if (Boolean.getBoolean("updateDocs")) {
      Files.writeString(docs, page.substring(0, start) + table(options) + page.substring(end));
      return;
    }
    assertEquals(
        table(options),
        page.substring(start, end),
        () ->
            docs
                + " differs from the declared options. Run this test with -DupdateDocs=true, or put"
                + " this between its marks:\n\n"
                + table(options));
  }

  private static String table(List<OptionSpec<?>> options) {
    StringBuilder table = new StringBuilder("| Option | Default | Meaning |\n|---|---|---|\n");
    for (OptionSpec<?> option : options) {
      table.append("| `").append(option.name()).append("` | ");
      table.append(cell(option.defaultDoc())).append(" | ");
      table.append(cell(option.doc())).append(" |\n");
    }
    return table.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
