package org.guestscope.guest.action;

import java.io.IOException;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.ParamKind;

/** F2FS's own tools. */
@Family(title = "F2FS")
public interface F2fs {

    /** Makes the f2fs filesystem on {@code device}, which must not be mounted, as large as the device. */
    @Action(name = "f2fs-expand", since = "1.39.3", feature = "f2fs", summary = "grow an f2fs filesystem to its device")
    void f2fsExpand(@Is(ParamKind.DEVICE) String device) throws IOException;
}
