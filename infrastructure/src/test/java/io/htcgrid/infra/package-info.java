/** Tests of the stacks and the templates made of them. */
@NullMarked
package io.htcgrid.infra;

import org.jspecify.annotations.NullMarked;
