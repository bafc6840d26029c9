package org.guestscope.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.guestscope.agent.action.ActionContext;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.device.Mountable;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.ParamDefinition;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.wire.Value;

/** Checks arguments by their kinds before an action sees them, and replaces device names by the kernel's. */
final class ArgumentCheck {

    private static final Pattern GUID = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private final ActionContext context;

    ArgumentCheck(ActionContext context) {
        this.context = context;
    }

    /** The arguments as the action may take them. */
    List<Value> check(ActionDefinition action, List<Value> arguments) throws IOException {
        List<ParamDefinition> required = action.required();
        List<Value> checked = new ArrayList<>(arguments);
        for (int i = 0; i < Math.min(required.size(), checked.size()); i++) {
            ParamKind kind = required.get(i).kind();
            if (checked.get(i) instanceof Value.Text text) {
                checked.set(i, Value.Text.ofLatin1(check(kind, text.latin1())));
            } else if (kind == ParamKind.DEVICE_LIST && checked.get(i) instanceof Value.Texts texts) {
                List<Value.Text> devices = new ArrayList<>();
                for (Value.Text device : texts.items()) {
                    devices.add(Value.Text.ofLatin1(context.devices().resolve(device.latin1())));
                }
                checked.set(i, new Value.Texts(devices));
            } else if (kind == ParamKind.NAME_LIST && checked.get(i) instanceof Value.Texts texts) {
                for (Value.Text name : texts.items()) {
                    checkName(name.latin1());
                }
            }
        }
        return checked;
    }

    /** The first device or path among arguments, which is what a call is about; empty when there is none. */
    static String subject(ActionDefinition action, List<Value> arguments) {
        List<ParamDefinition> required = action.required();
        for (int i = 0; i < Math.min(required.size(), arguments.size()); i++) {
            boolean named = switch (required.get(i).kind()) {
                case PATH, DEVICE, MOUNTABLE, DEVICE_OR_PATH, MOUNTABLE_OR_PATH -> true;
                default -> false;
            };
            if (named && arguments.get(i) instanceof Value.Text text) {
                return text.latin1();
            }
        }
        return "";
    }

    private String check(ParamKind kind, String text) throws IOException {
        boolean device = text.startsWith("/dev/");
        boolean subvolume = text.startsWith("btrfsvol:");
        return switch (kind) {
            case PATH -> path(text);
            case DEVICE -> context.devices().resolve(text);
            case MOUNTABLE -> mountable(text);
            case DEVICE_OR_PATH -> device ? context.devices().resolve(text) : path(text);
            case GUID -> guid(text);
            case MOUNTABLE_OR_PATH -> device || subvolume ? mountable(text) : path(text);
            default -> text;
        };
    }

    private String path(String text) throws IOException {
        ActionContext.requireAbsolute(text);
        context.requireRoot();
        return text;
    }

    private static String guid(String text) throws IOException {
        if (!GUID.matcher(text).matches()) {
            throw new ChildException(text + ": not a GUID");
        }
        return text;
    }

    private String mountable(String text) throws IOException {
        Mountable mountable = context.mountable(text);
        String device = context.devices().resolve(mountable.device());
        return new Mountable(device, mountable.subvolume()).text();
    }

    private static void checkName(String name) throws IOException {
        if (name.indexOf('/') >= 0) {
            throw new ChildException(name + ": a name in a directory has no slash");
        }
    }
}
