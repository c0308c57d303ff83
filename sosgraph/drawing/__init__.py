"""Pictures before any format: what is drawn, and how it is made to fit."""
