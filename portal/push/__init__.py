"""The doorbell: web push, which tells a phone that something stands in the inbox.

The inbox of `notices` is the truth; a lost ring loses nothing. A phone that rings is a *subscription*, which belongs
to the sign-in on that phone and ends with it. A *delivery* is one notice on its way to one subscription, a row with an
explicit state. A *service* is the browser maker's push service, to which we post. People choose for themselves which
kinds ring, when it is quiet, and what may show on a locked screen: by default nothing but "New message".
"""
