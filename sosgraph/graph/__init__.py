"""Dependency graphs as integers: components, cycles, paths, and what fails with what."""
