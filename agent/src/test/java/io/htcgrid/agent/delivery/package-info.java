/** Tests of the delivery of functions, against real services and real folders. */
@NullMarked
package io.htcgrid.agent.delivery;

import org.jspecify.annotations.NullMarked;
