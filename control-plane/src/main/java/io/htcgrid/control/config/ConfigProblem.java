package io.htcgrid.control.config;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a configuration.
 *
 * @param key the setting, as files name it
 * @param source where it was set; null: not known, or nowhere
 * @param problem what is wrong and what to do
 */
public record ConfigProblem(String key, @Nullable String source, String problem) {
  @Override
  public String toString() {
    return key + (source == null ? "" : " (from " + source + ")") + ": " + problem;
  }
}
