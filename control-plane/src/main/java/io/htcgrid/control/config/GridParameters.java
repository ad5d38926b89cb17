package io.htcgrid.control.config;

import org.jspecify.annotations.Nullable;

/** Where deployments leave their configurations. */
@FunctionalInterface
interface GridParameters {
  /** What became of a look-up. */
  sealed interface Lookup {
    /**
     * It is there.
     *
     * @param source where exactly
     */
    record Found(String json, String source) implements Lookup {}

    /**
     * It is not there, or could not be asked for.
     *
     * @param reason half a sentence
     */
    record Nothing(String reason) implements Lookup {}
  }

  /** Looks for a grid's configuration. */
  Lookup read(String grid, @Nullable String region);
}
