"""The demo municipality: built through the rooms' own actions, and a page where anyone of its cast can be become.

Never in production: there the page does not exist and the programme refuses to start with it.
"""
