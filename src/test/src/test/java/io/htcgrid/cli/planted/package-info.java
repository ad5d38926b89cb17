/** Violations on purpose, which prove that the rules can fail. */
@NullMarked
package io.htcgrid.cli.planted;

import org.jspecify.annotations.NullMarked;
