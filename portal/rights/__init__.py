"""A person's rights over what is kept of them: reading about it, a copy of everything, being erased; and retention.

Owns no facts about people's lives: it gathers through the rooms' offers (`export`, `keep`, `erase`, `retention`).

Who sees what: a participant sees what is kept and asks for a copy (made by the worker, told by a notice, fetched
once) or to be erased. The beheerder of their municipality sees who asked, and erases in two steps with a reason.
What the law makes the municipality keep is sealed with a key outside the database (`Kept`): no page shows it, only
the command line opens it, until its end date.

Words used: an *export* is a copy of everything about a person; an *erasure* is the wish of a person to be erased,
and how far it is; a *destruction* says what was destroyed, when and why, and about nobody.
"""
