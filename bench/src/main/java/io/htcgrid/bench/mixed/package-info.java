/** Sessions of all kinds at once: who waits how long. */
@NullMarked
package io.htcgrid.bench.mixed;

import org.jspecify.annotations.NullMarked;
