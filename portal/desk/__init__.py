"""The desk: where a working day begins. It gathers what waits for this worker from all rooms and owns no tables.

Everybody who works or volunteers for the municipality sees what their own rooms have for them.
"""
