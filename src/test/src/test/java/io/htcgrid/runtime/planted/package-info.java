/** Violations on purpose, which prove that the rules can fail. */
@NullMarked
package io.htcgrid.runtime.planted;

import org.jspecify.annotations.NullMarked;
