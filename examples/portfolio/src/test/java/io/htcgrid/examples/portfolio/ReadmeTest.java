package io.htcgrid.examples.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
  private static final String IMPORTS =
      "import io.htcgrid.connector.*; import io.htcgrid.examples.portfolio.*;"
          + " import java.io.*; import java.nio.file.*; import java.util.*;\n";

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path classes;

  @Test
  void theProgramOfTheReadmeCompiles() throws IOException {
    String program = program();
    assertThat(program).contains("PortfolioExample.run(");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    boolean isRight =
        compiler
            .getTask(
                problems,
                null,
                null,
                List.of("-proc:none", "-d", classes.toString()),
                null,
                List.of(source(program)))
            .call();
    assertThat(isRight).as(problems.toString()).isTrue();
  }

  /** The indented lines from the first statement of Java to the end of its block. */
  private static String program() throws IOException {
    Path readme = Path.of(System.getProperty("basedir", ".")).resolve("README.md");
    return Files.readString(readme)
        .lines()
        .dropWhile(line -> !line.startsWith("    PortfolioOptions "))
        .takeWhile(line -> line.startsWith("    "))
        .collect(Collectors.joining("\n"));
  }

  private static SimpleJavaFileObject source(String statements) {
    String text =
        IMPORTS
            + "class Program { public static void main(String[] args) throws Exception {\n"
            + statements
            + "\n} }\n";
    return new SimpleJavaFileObject(
        URI.create("string:///Program.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
