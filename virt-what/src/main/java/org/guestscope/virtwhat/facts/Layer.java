package org.guestscope.virtwhat.facts;

/** Where in the stack a fact belongs, outermost first. */
public enum Layer {
    /** Who rents the machine out. */
    CLOUD("cloud"),
    /** What manages virtual machines there. */
    MANAGEMENT("management"),
    /** The hypervisor, emulator or partition the kernel runs in. */
    MACHINE("machine"),
    /** What keeps the machine's memory from its host. */
    PROTECTION("protection"),
    /** What stands in for an ordinary Linux kernel. */
    KERNEL("kernel"),
    /** What schedules containers. */
    ORCHESTRATION("orchestration"),
    /** The container around this process. */
    CONTAINER("container");

    private final String title;

    Layer(String title) {
        this.title = title;
    }

    /** The layer's name in output. */
    public String title() {
        return title;
    }
}
