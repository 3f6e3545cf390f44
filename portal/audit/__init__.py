"""Remembering who saw or did what. Each look at another person's things, and each change, leaves an entry.

An *entry* holds no words of anybody and no name: a number, the act, the role, when, and two *pseudonyms*. Entries
are only ever added (`append_only`) and form a *chain* (`chain`): each is sealed with a key that the database does
not hold, over itself and the seal before it, so that who holds the database alone can change nothing unseen.

A pseudonym stands in a table of its own and leaves with its person; the chain stays whole without it. A *trace* is
an entry read together with its pseudonyms, as long as they are there.

Who sees what: a participant sees every trace of their own things, in their own words (`acts`); nobody else does.
"""
