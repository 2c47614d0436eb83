"""Who stands where: seats, addressees, successors, and with whom a matter lies."""
