"""The exact probability that monotone equations fail: simplification, variable order, decision diagrams, and bounds."""
