"""Takes from this process, for good, all that it does not need to clean one file: memory, time, files, programs, connections.

What the machine itself refuses from then on (Linux on x86-64 or ARM64): to open a file, to begin a program, a process or a thread, to
make a connection, and to look into, signal or bound another process (also by what `fcntl` sends), whatever a broken file may have led a
parser to.  Elsewhere only the bounds of memory and time hold, and what Python itself refuses.
"""

from __future__ import annotations

import ctypes
import platform
import resource
import sys
from typing import Any

MEMORY, SECONDS = 512 * 1024 * 1024, 10


def bounded() -> None:
    """Bounds of memory, of time on the processor, and of files: none is written, no core is left."""
    for bound, most in (
        (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        try:
            resource.setrlimit(bound, (most, most))
        except (ValueError, OSError):  # a machine that knows no such bound
            continue


def confined() -> bool:
    """Refuse what is not needed; whether the machine itself refuses it, beside Python."""
    is_by_machine = _filtered()
    sys.addaudithook(_refuse)
    return is_by_machine


def _refuse(event: str, _: tuple[Any, ...]) -> None:
    if (
        event == "open"
        or event.partition(".")[0] in ("socket", "subprocess", "ctypes")
        or event in ("os.exec", "os.system", "os.fork")
    ):
        raise PermissionError(event)


# ---------------------------------------------------------------------------------------------- by the machine

_NUMBERS = {
    "x86_64": (0xC000003E, {
        "open": 2, "openat": 257, "openat2": 437, "creat": 85, "open_by_handle_at": 304, "socket": 41, "socketpair": 53, "connect": 42,
        "bind": 49, "sendto": 44, "sendmsg": 46, "execve": 59, "execveat": 322, "fork": 57, "vfork": 58, "ptrace": 101,
        "process_vm_readv": 310, "process_vm_writev": 311, "io_uring_setup": 425, "kill": 62, "tkill": 200, "unlink": 87, "unlinkat": 263,
        "rename": 82, "renameat": 264, "renameat2": 316, "mkdir": 83, "mkdirat": 258, "symlink": 88, "symlinkat": 266, "link": 86,
        "linkat": 265, "truncate": 76, "chmod": 90, "fchmodat": 268, "mount": 165, "bpf": 321, "pidfd_getfd": 438, "shmget": 29,
        "clone": 56, "clone3": 435, "tgkill": 234, "rt_sigqueueinfo": 129, "rt_tgsigqueueinfo": 297, "pidfd_send_signal": 424,
        "prlimit64": 302, "fcntl": 72, "ioctl": 16, "shmat": 30, "shmctl": 31, "semctl": 66, "semop": 65, "rmdir": 84, "fchmodat2": 452,
    }),
    "aarch64": (0xC00000B7, {
        "openat": 56, "openat2": 437, "open_by_handle_at": 265, "socket": 198, "socketpair": 199, "connect": 203, "bind": 200, "sendto": 206,
        "sendmsg": 211, "execve": 221, "execveat": 281, "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271,
        "io_uring_setup": 425, "kill": 129, "tkill": 130, "unlinkat": 35, "renameat": 38, "renameat2": 276, "mkdirat": 34, "symlinkat": 36,
        "linkat": 37, "truncate": 45, "fchmodat": 53, "mount": 40, "bpf": 280, "pidfd_getfd": 438, "shmget": 194,
        "clone": 220, "clone3": 435, "tgkill": 131, "rt_sigqueueinfo": 138, "rt_tgsigqueueinfo": 240, "pidfd_send_signal": 424,
        "prlimit64": 261, "fcntl": 25, "ioctl": 29, "shmat": 196, "shmctl": 195, "semctl": 191, "semop": 193, "fchmodat2": 452,
    }),
}  # fmt: skip
"""How the machine counts the calls that are refused; none of them is needed to clean a file (Linux, asm/unistd.h), by the kind of processor."""

_OTHER_COUNT = 0x40000000
"""Calls from here on are counted in another way (x32); all of them are refused."""

_LOAD, _IS, _FROM, _ANSWER = 0x20, 0x15, 0x35, 0x06
_LET, _REFUSED, _END = 0x7FFF0000, 0x00050000 | 1, 0x80000000
_NO_NEW_RIGHTS, _SET_FILTER, _BY_FILTER = 38, 22, 2


class _Line(ctypes.Structure):
    _fields_ = [
        ("code", ctypes.c_ushort),
        ("then", ctypes.c_ubyte),
        ("other", ctypes.c_ubyte),
        ("k", ctypes.c_uint),
    ]


class _Filter(ctypes.Structure):
    _fields_ = [("n", ctypes.c_ushort), ("lines", ctypes.POINTER(_Line))]


def _filtered() -> bool:
    """Have the machine refuse these calls (seccomp); it can be taken back by nobody in this process."""
    if sys.platform != "linux" or platform.machine() not in _NUMBERS:
        return False
    kind, numbers = _NUMBERS[platform.machine()]
    lines = [_Line(_LOAD, 0, 0, 4), _Line(_IS, 1, 0, kind), _Line(_ANSWER, 0, 0, _END), _Line(_LOAD, 0, 0, 0)]
    lines += [_Line(_FROM, 0, 1, _OTHER_COUNT), _Line(_ANSWER, 0, 0, _REFUSED)]
    for number in numbers.values():
        lines += [_Line(_IS, 0, 1, number), _Line(_ANSWER, 0, 0, _REFUSED)]
    lines.append(_Line(_ANSWER, 0, 0, _LET))
    program = _Filter(len(lines), (_Line * len(lines))(*lines))
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_NO_NEW_RIGHTS, 1, 0, 0, 0) != 0:
        return False
    return bool(library.prctl(_SET_FILTER, _BY_FILTER, ctypes.byref(program), 0, 0) == 0)
