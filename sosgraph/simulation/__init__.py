"""What both simulations read and yield: a system as numbers, what happens to it, and the course that it takes."""
