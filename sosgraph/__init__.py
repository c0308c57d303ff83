"""sosgraph: what a system of systems can promise, and where it will surprise you."""

__version__ = "0.1.0"
