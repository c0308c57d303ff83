"""What files say, before it is one architecture: descriptions of systems, how they merge, how references resolve."""
