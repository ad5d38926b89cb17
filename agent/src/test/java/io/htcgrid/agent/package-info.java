/** Tests of the worker against real embedded services. */
@NullMarked
package io.htcgrid.agent;

import org.jspecify.annotations.NullMarked;
