#!/bin/sh
# Makes system.journal.gz of JournalActionsTest; needs systemd-journal-remote. The identifiers in it differ each time.
set -eu
cd "$(dirname "$0")"
boot=_BOOT_ID=4c1f3a2b5d6e47f8899aabbccddeeff0
entry() {
    printf '__REALTIME_TIMESTAMP=%s\n__MONOTONIC_TIMESTAMP=%s\n%s\nMESSAGE=%s\n' "$1" "$2" "$boot" "$3"
}
{
    entry 1700000000000001 1000 first
    printf 'PRIORITY=6\n\n'
    entry 1700000000000002 2000 a=b
    printf 'PRIORITY=4\n\n'
    entry 1700000000000003 3000 third
    printf '\n'
} | /lib/systemd/systemd-journal-remote -o system.journal -
gzip -9n system.journal
