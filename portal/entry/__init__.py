"""How a phone comes to be a person's: a code at the desk, a letter, and the devices that came of them.

Who sees what: a person sees their own devices; who may let a person in (`accounts.queries.person_to_let_in`) sees and
ends theirs and confirms their letters; a code at the desk is confirmed by whoever showed it, and by nobody else.

Words used: an *invitation* lets one phone in, once; a phone *claims* it and then *waits*, showing a *pair of pictures*,
until somebody who sees the same pair *confirms* that it is the right phone. Only then is anything personal shown
beyond the first name, and a PIN chosen.
"""
