/** Tests of the measurements, by counts and never by times. */
@NullMarked
package io.htcgrid.bench;

import org.jspecify.annotations.NullMarked;
