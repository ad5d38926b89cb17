/**
 * Function processes: started, kept warm, spoken to through the Runtime API, watched and killed.
 */
@NullMarked
package io.htcgrid.runtime.process;

import org.jspecify.annotations.NullMarked;
