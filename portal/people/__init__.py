"""Managing people: who is known to a municipality, with which roles, in which household, and who works for whom.

Who sees what: begeleiders, regisseurs and beheerders find the people of their own municipality; a beheerder changes
them. Nothing here shows a plan, a message or health: a beheerder can read none of these.

Words used: to *hand over* is to give a person another regisseur or begeleider from a day on; who is *not active* is
signed out everywhere and cannot come back in until they are active again; the *external key* is what the
municipality's own files call a person or household, so that the same file read twice changes nothing.

The tables stand in `accounts`, because signing in builds on them.
"""
