"""The process that cleans one file: its kind in the first word, the file on standard input, the cleaned copy on standard output.

    python -m xuncha.attachments.cleaning pdf < original > copy

It ends with 0, or with the place in `ENDS` of why there is no copy.  All that it reads of Python is read before it is confined.
"""

from __future__ import annotations

import sys

from xuncha.attachments.cleaning import Unclean
from xuncha.attachments.cleaning.confined import bounded, confined
from xuncha.attachments.cleaning.process import ENDS


def main() -> int:
    """Clean one file; nothing of it, nor of what went wrong with it, is said anywhere."""
    bounded()
    from xuncha.attachments.cleaning.by_kind import cleaner

    clean = cleaner(sys.argv[1])
    confined()
    try:
        copy = clean(sys.stdin.buffer.read())
    except Unclean as unclean:
        return ENDS.index(unclean.why)
    except (MemoryError, RecursionError):
        return ENDS.index("too much")
    except Exception:  # whatever else a broken file may bring about
        return ENDS.index("broken")
    sys.stdout.buffer.write(copy)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
