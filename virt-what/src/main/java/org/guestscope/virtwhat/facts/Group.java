package org.guestscope.virtwhat.facts;

/** Rules that exclude each other: once one has held, the rest of its group is not looked at. */
enum Group {
    VSERVER,
    SYSTEM_Z,
    XEN,
    QEMU_KVM,
    LKVM,
    POWER,
    LDOMS_ROLE,
    LDOMS_IO,
    APPLE
}
