package org.guestscope.guest.struct;

import org.guestscope.guest.catalogue.Field;
import org.guestscope.guest.catalogue.FieldKind;
import org.guestscope.guest.catalogue.StructName;

/** An event of inotify(7). */
@StructName("inotify_event")
public record InotifyEvent(
        long inWd,
        @Field(FieldKind.UINT32) long inMask,
        @Field(FieldKind.UINT32) long inCookie,
        String inName) {}
