"""Health: what newcomers ask about care and living healthily, in short articles, and whom to call.

The articles are the portal's own library (``library/``: one file each, in every language), shared by all
municipalities; `actions.install_library` puts them into the database as texts. What is local, such as the number
of the out-of-hours post, is data of a municipality.

Who sees what: the articles are general information, open to every signed-in person. Contacts are those of the
reader's municipality, and the national ones where it has none of its own. Nothing here is about a person.

Words: an *article* stands under one *theme*; its *top* is the one line that says what to do; its *sayings* are
Dutch sentences to show on the phone; a *contact* is somebody to call. A *sensitive* article is one that nobody
should be reminded of on a shared phone: it is never news.
"""
