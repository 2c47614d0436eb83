"""What is printed: papers as they must look, made from what queries and actions hand over."""
