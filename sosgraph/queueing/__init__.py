"""Stations in steady state, in Kendall's notation, and clients that try again."""
