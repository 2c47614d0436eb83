"""
Becomes a PostgreSQL program, or the log's signer, having given up the rights of root.

Run as a file of its own, before anything of ours is imported: `launch.py WAY PROGRAM ARGUMENT...`, where WAY is
`plain` (we are an ordinary user already), `nobody` (become that account), `as:NAME` (become that one) or `apart` (keep the folder's owner, but
in a user namespace where root is nobody special: for a PROGRAM below a folder such as /root that only root may enter,
so that nobody's folder need be opened wider).
"""

import ctypes
import os
import pwd
import sys
from pathlib import Path

CLONE_NEWUSER = 0x10000000
UID_APART = 1000


def become(name: str) -> None:
    account = pwd.getpwnam(name)
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)


def go_apart() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER) != 0:
        sys.exit(f"cannot leave root's rights behind: {os.strerror(ctypes.get_errno())}")
    Path("/proc/self/setgroups").write_text("deny")  # the kernel asks for it before gid_map
    Path("/proc/self/uid_map").write_text(f"{UID_APART} 0 1")
    Path("/proc/self/gid_map").write_text(f"{UID_APART} 0 1")


def main() -> None:
    way, program, *arguments = sys.argv[1:]
    if way == "nobody":
        become("nobody")
    if way.startswith("as:"):
        become(way.removeprefix("as:"))
    if way == "apart":
        go_apart()
    os.umask(0o077)
    os.execv(program, [program, *arguments])


if __name__ == "__main__":
    main()
