"""What an editor asks while somebody writes: findings, numbers, places, names and keys, over the Language Server Protocol."""
