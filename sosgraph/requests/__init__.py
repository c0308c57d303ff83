"""The discrete-event simulation: every request, attempt and wait, drawn from named random streams."""
