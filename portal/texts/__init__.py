"""A text in several languages: the heart of the house.

A `Text` is either built from a *block* (a sentence with blanks, translated and checked beforehand in every
language, so correct at once) or *free*: written in a source language, with a *rendering* per other language made
from a version of that source. Whether a rendering is current, outdated or missing is worked out from versions,
never stored.

Reader's rule: their own language if it is there, else the source, whole, with its own ``lang`` and ``dir`` and a
mark. Never a mixed sentence.

Who sees what: a text is read by its id, which a room takes from rows that the viewer may see.
"""
