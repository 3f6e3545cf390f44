"""Excursions: going somewhere together, and the hours that it counts for.

The participation declaration (PVT) asks at least one excursion, so a place is worth something: a *sign-up*
takes a place while there is one, else it stands *in line* (the waiting list). A place that comes free goes to
the first in line, who is told. There are never more sign-ups with a place than places.

Who sees what: everybody of a municipality sees its excursions and how many places are left; a participant sees
their own sign-up only; begeleiders and regisseurs see who comes along and say afterwards who was there
(attendance is never the participant's to set). Hours count for who was there.

A place that comes free is given at once. Offering it for a limited time and then to the next in line comes
later: the state `OFFERED` is there for it and already holds its place.
"""
