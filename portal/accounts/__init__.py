"""People, households, municipalities, roles, sign-in, devices and their locks.

Who sees what: a person sees themselves and who works for them; staff see the people of their own municipality
(`queries.people`): a begeleider, a regisseur and a beheerder all of them, a cultuurverbinder none by list.

Words used: a *person* is anybody known to a municipality, also a child without an account; a *case* says which
staff member works for which person; a *device* is a phone or computer that is signed in, with a PIN of its own,
ended at once when it is lost. How a phone comes to be a person's is the room above, `entry`.
"""
