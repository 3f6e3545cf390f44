"""The first page: what is next, what is new, one step to take, and whom to ask.

Owns nothing: it gathers what the rooms offer. A participant sees their own; staff are led to where their work is.
"""
