"""The fluid simulation: means of queues and flows, step by step, for many scenarios at once."""
