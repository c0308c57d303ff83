"""Architecture → network and triggers; composed prediction beside simulated course, and the class that follows."""
