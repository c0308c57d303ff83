"""Answers that move in time or over a range, drawn: the faces of simulations."""
