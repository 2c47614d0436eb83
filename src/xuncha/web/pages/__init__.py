"""The pages people work on: each asks queries, calls at most one action, and hands words to a template."""
