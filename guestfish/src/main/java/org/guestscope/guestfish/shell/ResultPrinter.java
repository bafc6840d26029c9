package org.guestscope.guestfish.shell;

import java.io.IOException;
import org.guestscope.appliance.session.FieldText;
import org.guestscope.guest.call.ByteText;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.Radix;
import org.guestscope.guest.catalogue.ReturnKind;
import org.guestscope.guest.wire.Value;

/** Prints results by their kind. */
final class ResultPrinter {
    private final Output output;

    ResultPrinter(Output output) {
        this.output = output;
    }

    void print(ActionDefinition action, Value value) throws IOException {
        if (value instanceof Value.Nothing) {
            if (action.returns() == ReturnKind.OPT_STRING) {
                output.print("(null)\n");
            }
        } else if (value instanceof Value.Bool bool) {
            output.print(bool.value() ? "true\n" : "false\n");
        } else if (value instanceof Value.Int number) {
            output.print(number(action.radix(), number.value()) + "\n");
        } else if (value instanceof Value.Text text) {
            output.guestText(text.latin1() + "\n");
        } else if (value instanceof Value.Buffer buffer) {
            if (output.terminal()) {
                output.guestText(ByteText.of(buffer.bytes()));
            } else {
                output.write(buffer.bytes());
            }
        } else if (value instanceof Value.Texts texts) {
            for (Value.Text text : texts.items()) {
                output.guestText(text.latin1() + "\n");
            }
        } else if (value instanceof Value.Table table) {
            for (Value.Row row : table.rows()) {
                output.guestText(row.key().latin1() + ": " + row.value().latin1() + "\n");
            }
        } else if (value instanceof Value.Struct struct) {
            output.guestText(FieldText.of(action, struct, "", "\n"));
        } else if (value instanceof Value.Structs structs) {
            int index = 0;
            for (Value.Struct struct : structs.items()) {
                output.guestText("[" + index++ + "] = {\n" + FieldText.of(action, struct, "  ", "\n") + "}\n");
            }
        }
    }

    private static String number(Radix radix, long value) {
        return switch (radix) {
            case DECIMAL -> String.valueOf(value);
            case OCTAL -> value == 0 ? "0" : "0" + Long.toOctalString(value);
            // A negative int has 32 bits, whatever carried it here.
            case HEXADECIMAL ->
                value == 0
                        ? "0"
                        : "0x" + (value == (int) value ? Integer.toHexString((int) value) : Long.toHexString(value));
        };
    }
}
