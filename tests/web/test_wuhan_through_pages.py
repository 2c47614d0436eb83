"""What the Wuhan regulation records, through its pages: the tests of tests/regulations/wuhan on another ground."""

from tests.web.rows_through_pages import through_pages

globals().update(through_pages("wuhan"))
