/** JSON that both messages and stored items hold. */
@NullMarked
package io.htcgrid.control.json;

import org.jspecify.annotations.NullMarked;
