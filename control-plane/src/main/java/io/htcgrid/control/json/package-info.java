/** JSON that more than one module or package reads and writes. */
@NullMarked
package io.htcgrid.control.json;

import org.jspecify.annotations.NullMarked;
