package io.htcgrid.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.embedded.junit.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("data folder")
final class DataFolderTest {

  @TempDir Path temp;

  @Test
  void aFolderThatThisProcessHoldsIsRefused() {
    try (DataFolder held = DataFolder.open(temp)) {
      assertThat(held.subfolder("s3")).isDirectory();
      assertThatThrownBy(() -> DataFolder.open(temp))
          .isInstanceOf(EmbeddedServiceException.class)
          .hasMessageContainingAll(temp.toString(), "in use");
    }
  }

  @Test
  void aFolderIsHeldByAnotherProcessUntilItDies() throws Exception {
    Process holder = startHolder();
    try {
      assertThat(holder.inputReader().readLine()).isEqualTo("held");
      assertThatThrownBy(() -> EmbeddedAws.builder().dataFolder(temp).start())
          .isInstanceOf(EmbeddedServiceException.class)
          .hasMessageContainingAll(temp.toString(), "in use");
    } finally {
      holder.destroyForcibly().waitFor();
    }

    assertThatCode(() -> DataFolder.open(temp).close()).doesNotThrowAnyException();
  }

  private Process startHolder() throws IOException {
    return new ProcessBuilder(JavaProgram.command(Holder.class, temp.toString()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void aPathThatIsAFileIsRefused() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));

    assertThatThrownBy(() -> DataFolder.open(file))
        .isInstanceOf(EmbeddedServiceException.class)
        .hasMessage(
            "Data folder " + file + " cannot be used (" + file + " is no folder): choose another");
  }

  /** Holds the folder named by its argument until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      DataFolder.open(Path.of(arguments[0]));
      System.out.println("held");
      System.in.read();
    }
  }
}
