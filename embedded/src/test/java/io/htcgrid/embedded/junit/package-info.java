/** Tests of the choice of services. */
@NullMarked
package io.htcgrid.embedded.junit;

import org.jspecify.annotations.NullMarked;
