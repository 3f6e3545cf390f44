"""Measurements, each with one command; what they gave stands in README.md."""
