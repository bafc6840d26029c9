package org.guestscope.guest.struct;

/** An installed application, with its architecture. */
public record Application2(
        String app2Name,
        String app2DisplayName,
        int app2Epoch,
        String app2Version,
        String app2Release,
        String app2Arch,
        String app2InstallPath,
        String app2TransPath,
        String app2Publisher,
        String app2Url,
        String app2SourcePackage,
        String app2Summary,
        String app2Description,
        String app2Spare1,
        String app2Spare2,
        String app2Spare3,
        String app2Spare4) {}
