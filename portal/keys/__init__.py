"""Keys: what opens the portal beside a participant's PIN. How staff sign in, and how often anybody may try.

Who sees what: everybody their own keys; a beheerder who of their municipality has keys, and never a key itself.

Words used: a *passkey* is a key that a phone, a computer or a small stick keeps and opens with a finger, a face or a
code; a *password* goes with a *code app* (TOTP) always; *recovery codes* stand in for the code app, each once; a
*set-up link* lets a colleague choose their own keys, once; *sign-in name* is a colleague's e-mail address; an
*identity provider* is the municipality's own sign-in (OpenID Connect), known here by issuer and ``sub``.
"""
