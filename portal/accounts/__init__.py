"""People, households, municipalities, roles, sign-in, devices and their locks.

Who sees whom: a person sees themselves and who works for them. Of their own municipality a begeleider and a
regisseur see everybody by name and open the file of whose case they have, a beheerder opens every file, a
cultuurverbinder none (`sight`).

Words used: a *person* is anybody known to a municipality, also a child without an account; a *case* says which
staff member works for which person; a *device* is a phone or computer that is signed in, with a PIN of its own,
ended at once when it is lost. How a phone comes to be a person's is the room above, `entry`.
"""
