"""The architecture as mathematics: its structure function (`docs/format.md`), its typed graph, its cold start."""
