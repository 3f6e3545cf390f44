"""Telling people. The inbox here is the truth; push, later, is the doorbell.

A notice is a block (a sentence in every language) with values, a link to the thing itself, and whether its person
has read it. Rooms put notices in the outbox; only their person sees them. A room whose things are themselves news
(announcements) says so in `kinds`, so that nothing stands on Today twice, and says `actions.seen` when the thing
was read by another way than through its notice.
"""
