"""Where somebody acts: the form of any act, what it asks and is preset with; registering letters."""
