package io.htcgrid.cli;

/** How a command writes its answer to stdout. */
enum OutputFormat {
  text,
  json
}
