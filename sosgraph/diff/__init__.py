"""What changed between two versions of an architecture: in meaning, and in answers."""
