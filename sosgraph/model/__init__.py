"""The nouns: immutable, without algorithms."""
