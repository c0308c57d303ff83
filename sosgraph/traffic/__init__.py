"""What arrives where: visits, offered load, amplification by retries, and the steady states that a system has under load."""
