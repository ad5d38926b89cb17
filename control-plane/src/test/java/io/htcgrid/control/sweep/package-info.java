/** Tests of the sweeper's duties, each on real services. */
@NullMarked
package io.htcgrid.control.sweep;

import org.jspecify.annotations.NullMarked;
