/**
 * Partition tables, read by the rules of the Linux kernel (block/partitions): what the kernel does not see has no name
 * such as sda1, and guests are named by what the kernel sees.
 *
 * <p>Start at {@link org.guestscope.disk.partition.PartitionTable#read}. One class a kind of table. What stands inside
 * a partition is not known here.
 */
@NullMarked
package org.guestscope.disk.partition;

import org.jspecify.annotations.NullMarked;
