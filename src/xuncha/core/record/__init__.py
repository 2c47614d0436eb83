"""What is written down for ever, and the rows it folds into."""
