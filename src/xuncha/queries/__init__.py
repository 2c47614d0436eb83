"""Every read: the viewer first, visibility in the SQL, totals of what the viewer may open."""
