"""Messages: a participant asks in their own language, a cultuurverbinder answers.

Words used: a *thread* is one question and everything said about it; the *pool* of a language holds the threads
that nobody has claimed; a cultuurverbinder *claims* a thread and from then on answers it.

Who sees what:

* the participant sees their own threads, whole;
* the cultuurverbinder who claimed a thread sees it whole, as long as they serve that municipality;
* while it is unclaimed, the cultuurverbinders of its language who serve its municipality see what it is about
  and its first message, enough to know whether they can help. They learn who asks when they claim it: in a small
  community a name beside a question is a story;
* nobody else sees anything: for the beheerder, regisseur, begeleider and other participants a thread does not exist.

What is here keeps that promise towards people who use the portal, not towards who holds the database or a copy
of it: words are stored as they were written. Encrypting them with a key outside the database comes later; so do
voices, photos, ready-made replies, handing over, internal notes and bringing a colleague in (`Kind` and the
numbered messages have room for them).
"""
