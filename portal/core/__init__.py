"""Floor 0: what every room stands on. Knows no room, no participant and no municipality by name."""
