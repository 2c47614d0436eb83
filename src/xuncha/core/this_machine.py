"""Whether an address leads to the machine on which it is opened, and nowhere else."""

from __future__ import annotations

import ipaddress


def is_of_this_machine(host: str) -> bool:
    """Whether an address or a name is reached from this machine alone.

    >>> is_of_this_machine("127.0.1.1"), is_of_this_machine("localhost"), is_of_this_machine("10.1.2.3")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
