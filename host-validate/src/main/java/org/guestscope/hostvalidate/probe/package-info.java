/**
 * Tries KVM out: a /dev/kvm that opens proves nothing, so a virtual machine of one processor and a few pages runs a few
 * instructions against the clock. Native calls through JNA live here alone, and JNA is loaded only when a probe runs.
 * Start at {@link org.guestscope.hostvalidate.probe.KvmProbe}; what it finds are {@link
 * org.guestscope.hostvalidate.probe.KvmAnswers} and {@link org.guestscope.hostvalidate.probe.KvmSpeed}, judged
 * elsewhere.
 *
 * @see <a href="https://docs.kernel.org/virt/kvm/api.html">The KVM API</a>
 */
@NullMarked
package org.guestscope.hostvalidate.probe;

import org.jspecify.annotations.NullMarked;
