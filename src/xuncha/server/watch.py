"""Waiting beside running processes until somebody says stop, or one of them ends by itself."""

import contextlib
import signal
import time
from collections.abc import Iterator, Sequence
from types import FrameType

from xuncha.server.lifeline import Child
from xuncha.server.trouble import Trouble


class Stopped(Exception):
    """Somebody asked us to stop: Ctrl-C, a closed terminal, or the machine going down."""


@contextlib.contextmanager
def until_stopped() -> Iterator[None]:
    """Turn every polite way of asking into one exception, so that all that was started is stopped in order."""

    def stop(number: int, frame: FrameType | None) -> None:
        # Asked twice, the stopping itself must not be broken off.
        for other in asked:
            signal.signal(other, signal.SIG_IGN)
        raise Stopped

    asked = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, stop) for number in asked}
    try:
        yield
    except Stopped:
        pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def stay_with(children: Sequence[Child]) -> None:
    """Wait for ever; a child that ends by itself is a trouble."""
    while True:
        for child in children:
            if not child.is_running():
                raise Trouble(
                    f"{child.name} ended by itself; the reason is printed above, or in postgres.log"
                )
        time.sleep(0.2)
