package io.htcgrid.local.junit;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs a local grid for the tests of a class.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final LocalGridExtension GRID =
 *     LocalGridExtension.with(settings -> settings.withFunctions(Path.of("functions")));
 * }</pre>
 */
public final class LocalGridExtension implements BeforeAllCallback, AfterAllCallback {
  private final LocalGridSettings settings;
  private @Nullable LocalGrid grid;
  private @Nullable HtcGrid connected;

  private LocalGridExtension(LocalGridSettings settings) {
    this.settings = settings;
  }

  /**
   * An extension with a changed form of the default settings.
   *
   * @param change of {@link LocalGridSettings#defaults()}
   */
  public static LocalGridExtension with(UnaryOperator<LocalGridSettings> change) {
    return new LocalGridExtension(change.apply(LocalGridSettings.defaults()));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    LocalGrid started = LocalGrid.start(settings);
    grid = started;
    connected = started.connect();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (connected != null) {
      connected.close();
      connected = null;
    }
    if (grid != null) {
      grid.close();
      grid = null;
    }
  }

  /** The running grid. */
  public LocalGrid grid() {
    return running(grid);
  }

  /** A connector to it, shared by the tests. */
  public HtcGrid connector() {
    return running(connected);
  }

  private static <T> T running(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException(
          "the local grid is not running; make the extension static and annotate it with"
              + " @RegisterExtension");
    }
    return part;
  }
}
