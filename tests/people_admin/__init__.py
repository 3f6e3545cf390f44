"""Managing people."""
