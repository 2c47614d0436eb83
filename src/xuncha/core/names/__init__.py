"""The words a page, a message or a sentence names things with."""
