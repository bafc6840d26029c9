package org.guestscope.guest;

import org.guestscope.guest.call.ValueMapper;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.wire.ErrorMessage;
import org.guestscope.guest.wire.Value;
import org.guestscope.guest.wire.ValueReader;
import org.guestscope.guest.wire.WireException;

/** Decodes what ends a call. */
final class ReplyDecoder {

    private ReplyDecoder() {}

    static Value decode(ActionDefinition action, byte[] payload) throws WireException {
        ValueReader in = new ValueReader("reply to " + action.callName(), payload);
        Value value = in.read();
        in.end();
        ValueMapper.check(action, value);
        return value;
    }

    static ActionException failure(String callName, byte[] payload) throws WireException {
        ErrorMessage error = ErrorMessage.decode(payload);
        return new ActionException(callName, error.errno(), error.text());
    }
}
