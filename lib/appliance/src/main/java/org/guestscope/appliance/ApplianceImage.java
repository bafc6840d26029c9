package org.guestscope.appliance;

import java.nio.file.Path;

/**
 * The files an appliance boots from.
 *
 * @param key names the contents: equal keys, equal contents
 * @param kernel the Linux kernel
 * @param initramfs the initial file system with the modules and the agent
 * @param root the read-only root file system
 * @param snapshots the directory in which booted states are kept
 */
public record ApplianceImage(String key, Path kernel, Path initramfs, Path root, Path snapshots) {}
