"""Teams: who is proposed for which, and many seats taken in one step."""
