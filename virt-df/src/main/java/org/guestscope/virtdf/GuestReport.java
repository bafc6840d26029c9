package org.guestscope.virtdf;

import java.util.List;

/**
 * What was found in one guest.
 *
 * @param guest the guest's name
 * @param rows its filesystems, in the peer's order
 * @param omissions filesystems without a row that a reader would miss, a line each: device, then why
 * @param failures what makes the whole run fail, a line each
 * @param warnings what a person should know of how the images were opened, a line each
 */
record GuestReport(
        String guest,
        List<FilesystemUsage> rows,
        List<String> omissions,
        List<String> failures,
        List<String> warnings) {}
