/** Tests of calling without services. */
@NullMarked
package io.htcgrid.connector.calls;

import org.jspecify.annotations.NullMarked;
