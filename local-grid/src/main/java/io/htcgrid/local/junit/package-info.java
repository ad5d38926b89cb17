/** A local grid for JUnit 5 tests. */
@NullMarked
package io.htcgrid.local.junit;

import org.jspecify.annotations.NullMarked;
