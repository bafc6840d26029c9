/**
 * Recognition of what a device holds, with the answers of libblkid's low-level probe ({@code blkid -p}, util-linux
 * 2.38): type names, labels, UUIDs, and the rule that contradicting signatures are no answer. {@link Blkid} runs the
 * signatures in libblkid's order; each {@code ...Signatures} class holds a family of them.
 */
@NullMarked
package org.guestscope.disk.fs.blkid;

import org.jspecify.annotations.NullMarked;
