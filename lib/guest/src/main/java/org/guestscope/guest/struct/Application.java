package org.guestscope.guest.struct;

/** An installed application. */
public record Application(
        String appName,
        String appDisplayName,
        int appEpoch,
        String appVersion,
        String appRelease,
        String appInstallPath,
        String appTransPath,
        String appPublisher,
        String appUrl,
        String appSourcePackage,
        String appSummary,
        String appDescription) {}
