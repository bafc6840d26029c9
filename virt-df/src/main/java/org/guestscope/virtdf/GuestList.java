package org.guestscope.virtdf;

import java.util.ArrayList;
import java.util.List;
import org.guestscope.cli.CommandFailure;
import org.guestscope.virtdf.Guest.GuestDisk;
import org.guestscope.virtdf.Settings.DiskArgument;
import org.guestscope.virtdf.Settings.GuestArgument;

/** The guests a command line means. libvirt is loaded only when one of them is a domain. */
final class GuestList {

    private GuestList() {}

    /** The guests in the order their rows are printed. */
    static List<Guest> of(Settings settings) throws CommandFailure {
        if (settings.guests().isEmpty()) {
            return LibvirtGuests.all(settings);
        }
        List<Guest> guests = new ArrayList<>();
        for (GuestArgument argument : settings.guests()) {
            guests.add(guest(argument, settings));
        }
        return guests;
    }

    private static Guest guest(GuestArgument argument, Settings settings) throws CommandFailure {
        List<GuestDisk> disks = new ArrayList<>();
        Guest domain = null;
        for (DiskArgument disk : argument.disks()) {
            if (disk.domain()) {
                domain = LibvirtGuests.named(disk.text(), settings);
                disks.addAll(domain.disks());
            } else {
                disks.add(new GuestDisk(disk.text(), disk.isUri(), disk.format(), disk.sectorSize(), ""));
            }
        }
        if (domain != null && argument.disks().size() == 1) {
            return new Guest(argument.name(), domain.uuid(), disks, domain.live(), domain.problem(), false);
        }
        return new Guest(argument.name(), null, disks, null, null, false);
    }
}
