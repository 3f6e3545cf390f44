"""The plan (PIP): what a person works towards, step by step, from arrival to diploma.

Two layers. The *decision* is what the municipality decided: learning route, level, term, support; its versions
are never changed, only followed by a next one. The *living plan* is goals in three pillars with their steps: who
does what, and by when. Beside them stands the *journey*: ten parts, one of which is where the person is now.

Who sees what: a participant sees their own plan, of the decisions only the one that is set. The regisseur who
works for a person (`accounts.Case`) sees and keeps it; each look leaves a trace. Nobody else does, not even the
person's begeleider.

Words used: a *regime* is the act a person integrates under; a *milestone* is something that happened once, on a
day; a *clock* is what dates or hours come to today (`clocks`, the one place that computes it); a *figure* is a
number of law or policy with its source (`rules`).
"""
