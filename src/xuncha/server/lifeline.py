"""Children that never outlive us, not even when we are killed without warning."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO

# The watcher holds the reading end of a pipe whose writing end is ours alone. However we end, the pipe closes,
# `read` returns, and the child is told. Works on Linux and macOS alike, whichever account the child runs as
# (PR_SET_PDEATHSIG is Linux only and is forgotten when the account changes).
# One that does not listen (a worker that waits for a database which has gone, too) is ended after ten seconds.
WATCHER = """
read -r _
kill -s "$1" -- "-$2" || exit 0
for second in 1 2 3 4 5 6 7 8 9 10; do sleep 1; kill -s 0 -- "-$2" || exit 0; done
kill -s KILL -- "-$2"
"""


class Child:
    """A process in a group of its own, so that Ctrl-C reaches us first and the child is stopped in order."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        name: str,
        stop_with: signal.Signals = signal.SIGTERM,
        output: IO[bytes] | None = None,
        environment: dict[str, str] | None = None,
    ) -> None:
        self.name = name
        self._stop_with = stop_with
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=environment,
            cwd="/",
            start_new_session=True,
        )
        self._watcher = subprocess.Popen(
            ["/bin/sh", "-c", WATCHER, "lifeline", stop_with.name.removeprefix("SIG"), str(self.process.pid)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,
        )

    def is_running(self) -> bool:
        return self.process.poll() is None

    def stop(self, patience: float = 20) -> None:
        """Ask the child to end, wait, and only then insist."""
        self._signal(self._stop_with)
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self.process.wait()
        self._watcher.kill()
        self._watcher.wait()
        if self._watcher.stdin:
            self._watcher.stdin.close()

    def _signal(self, which: signal.Signals) -> None:
        # Signalled as a group even when the child itself has ended: its own children may still be there.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, which)

    def __enter__(self) -> "Child":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.stop()
