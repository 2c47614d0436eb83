"""What anybody can check a proof with, without this product: one file of Python, and one page for a browser."""
