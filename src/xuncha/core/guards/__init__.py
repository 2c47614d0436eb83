"""What a clause refuses unless its conditions hold."""
