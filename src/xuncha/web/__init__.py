"""The pages: forms and lists that ask queries and call actions, and decide nothing themselves."""
