/* A preloaded uname(2) that names the machine in HOST_VALIDATE_ARCH, for comparing other architectures' reports.
   cc -shared -fPIC -o uname-machine.so uname-machine.c */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

int uname(struct utsname *name) {
    const char *machine = getenv("HOST_VALIDATE_ARCH");
    long result = syscall(SYS_uname, name);
    if (result == 0 && machine != NULL)
        strncpy(name->machine, machine, sizeof name->machine - 1);
    return (int)result;
}
