/** Violations on purpose, which prove that the rules can fail. */
@NullMarked
package io.htcgrid.bench.planted;

import org.jspecify.annotations.NullMarked;
