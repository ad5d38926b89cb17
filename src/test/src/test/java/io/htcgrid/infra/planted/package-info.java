/** Violations on purpose, which prove that the rules can fail. */
@NullMarked
package io.htcgrid.infra.planted;

import org.jspecify.annotations.NullMarked;
