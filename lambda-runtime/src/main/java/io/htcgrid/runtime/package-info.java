/** The Lambda runtime: hosts functions on one machine and speaks Lambda's two protocols. */
@NullMarked
package io.htcgrid.runtime;

import org.jspecify.annotations.NullMarked;
