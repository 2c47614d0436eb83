"""The office's settings with a seeded defect before every page."""

from xuncha.settings import *  # noqa: F403 - all of them
from xuncha.settings import MIDDLEWARE as _OFFICE

MIDDLEWARE = [*_OFFICE, "tests.faults.defects.defective"]
