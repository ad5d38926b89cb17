/** Tests of submissions without services. */
@NullMarked
package io.htcgrid.connector.submit;

import org.jspecify.annotations.NullMarked;
