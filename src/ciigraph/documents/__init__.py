"""From files to documents: find them, tell what they are, read everything that is in them."""
