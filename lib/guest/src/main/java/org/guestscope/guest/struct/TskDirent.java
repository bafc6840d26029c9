package org.guestscope.guest.struct;

import org.guestscope.guest.catalogue.Field;
import org.guestscope.guest.catalogue.FieldKind;
import org.guestscope.guest.catalogue.StructName;

/** A file that the Sleuth Kit found; the kind is as in readdir, and bits 0 and 1 of the flags say that the name and the inode are in use. */
@StructName("tsk_dirent")
public record TskDirent(
        @Field(FieldKind.UINT64) long tskInode,
        char tskType,
        long tskSize,
        String tskName,
        @Field(FieldKind.UINT32) long tskFlags,
        long tskAtimeSec,
        long tskAtimeNsec,
        long tskMtimeSec,
        long tskMtimeNsec,
        long tskCtimeSec,
        long tskCtimeNsec,
        long tskCrtimeSec,
        long tskCrtimeNsec,
        long tskNlink,
        String tskLink,
        long tskSpare1) {}
