"""Messages: a participant asks in their own language, a cultuurverbinder answers.

Words used: a *thread* is one question and everything said about it; the *pool* of a language holds the threads
that nobody has claimed; a cultuurverbinder *claims* a thread and from then on answers it.

Who sees what:

* the participant sees their own threads, whole;
* the cultuurverbinder who claimed a thread sees it whole, as long as they serve that municipality;
* while it is unclaimed, the cultuurverbinders of its language who serve its municipality see what it is about
  and its first message, enough to know whether they can help. They learn who asks when they claim it: in a small
  community a name beside a question is a story;
* who takes over a thread sees its first message and what is written from then on; what was written to somebody else
  before is shown only when the participant says so (`Thread.history_from`);
* cultuurverbinders leave each other notes in a thread; the participant never sees them, nor are they in the copy of
  what the portal knows of the participant that is made by itself;
* whom a participant does not want to be answered by finds none of their threads, and is not told;
* begeleiders of the municipality read what a cultuurverbinder is worried about, in the volunteer's own words, and about
  whom; not the thread (`Worry`);
* begeleiders and regisseurs see how many questions of a language wait longer than two days, and nothing of them;
* nobody else sees anything: for the beheerder, regisseur, begeleider and other participants a thread does not exist.

Words lie sealed in the database, with keys outside it (`models.Sealed`, docs/decisions/0034): who finds a copy of the
database or a backup reads nothing. Who can run the portal's own code, or holds both, can read: no end-to-end secrecy.

Not here yet: voices, photos, attaching what one was looking at, asking the municipality, counts for volunteers.
"""
