"""What the Hongshan regulation records, through its pages: the tests of tests/regulations/hongshan on another ground."""

from tests.web.rows_through_pages import through_pages

globals().update(through_pages("hongshan"))
