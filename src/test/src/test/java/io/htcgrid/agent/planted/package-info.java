/** Violations on purpose, which prove that the rules can fail. */
@NullMarked
package io.htcgrid.agent.planted;

import org.jspecify.annotations.NullMarked;
