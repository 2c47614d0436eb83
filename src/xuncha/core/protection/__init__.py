"""What keeps a reporter safe: who may read, who opened a name, by which code, and what might give them away."""
