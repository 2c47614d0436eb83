"""What a process has read for good, which Python need not look through again and again for rings of objects."""

import gc


def remains() -> None:
    """
    Keep everything read so far out of the search for rings, and search after more objects than Python does by itself.

    A page or a row of a table leaves few rings behind, and each full search through what Django and the regulations
    fill stops a process for tens of milliseconds.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
