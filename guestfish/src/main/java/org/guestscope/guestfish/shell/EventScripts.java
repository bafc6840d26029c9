package org.guestscope.guestfish.shell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.guestscope.appliance.session.Event;
import org.guestscope.appliance.session.EventKind;

/** Host scripts that run when something happens in the session. */
public final class EventScripts {
    private final Shell shell;
    private final List<Registration> registrations = new ArrayList<>();
    private boolean running;

    private record Registration(String name, int handle, Set<EventKind> kinds, String script) {}

    EventScripts(Shell shell) {
        this.shell = shell;
    }

    /** Registers a script. {@code set} is a comma list of event names or their beginnings, or {@code *}. */
    public void add(String name, String set, String script) throws CommandException {
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        if (set.equals("*")) {
            kinds.addAll(EventKind.all());
        } else if (!set.isEmpty()) {
            for (String word : set.split(",")) {
                if (word.isEmpty()) {
                    continue;
                }
                EventKind kind = EventKind.find(word);
                if (kind == null) {
                    throw new CommandException("unknown event name: " + word);
                }
                kinds.add(kind);
            }
        }
        int handle = shell.session().listen(kinds, event -> run(event, script));
        registrations.add(new Registration(name, handle, kinds, script));
    }

    /** Removes all scripts of a name, or if there are none the one whose handle this is. */
    public void delete(String name) throws CommandException {
        if (!removeIf(registration -> registration.name.equals(name))
                && !removeIf(registration -> String.valueOf(registration.handle).equals(name))) {
            throw new CommandException("delete-event: " + name + ": no such event handler");
        }
    }

    private boolean removeIf(Predicate<Registration> condition) {
        registrations.stream()
                .filter(condition)
                .forEach(registration -> shell.session().unlisten(registration.handle));
        return registrations.removeIf(condition);
    }

    /** One line for each script. */
    public String list() {
        StringBuilder text = new StringBuilder();
        for (Registration registration : registrations) {
            String kinds = registration.kinds.size() == EventKind.values().length
                    ? "*"
                    : registration.kinds.stream().map(EventKind::eventName).collect(Collectors.joining(","));
            text.append('"')
                    .append(registration.name)
                    .append("\" (")
                    .append(registration.handle)
                    .append("): ");
            text.append(kinds).append(": ").append(registration.script).append('\n');
        }
        return text.toString();
    }

    private void run(Event event, String script) {
        if (running) {
            // A script's own output must not start scripts without end.
            return;
        }
        running = true;
        try {
            shell.output().out().flush();
            String[] arguments = event.kind() == EventKind.PROGRESS
                    ? event.numbers().stream().map(String::valueOf).toArray(String[]::new)
                    : event.message().isEmpty() ? new String[0] : new String[] {event.message()};
            ProcessBuilder builder = shell.host().shellOf(shell.host().variable("SHELL", "/bin/sh"), script, arguments);
            builder.environment().put("EVENT", event.kind().eventName());
            new HostRun(shell.output()).run(builder);
        } catch (IOException | CommandException e) {
            shell.output().error("guestfish: event " + event.kind().eventName() + ": " + e.getMessage());
        } finally {
            running = false;
        }
    }
}
