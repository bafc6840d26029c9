package org.guestscope.appliance.session;

/** Gets the events it was registered for, on the thread that called the action. */
@FunctionalInterface
public interface EventListener {
    void on(Event event);
}
