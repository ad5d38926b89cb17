/** The protocols, driven step by step against a state table. */
@NullMarked
package io.htcgrid.control.protocol;

import org.jspecify.annotations.NullMarked;
