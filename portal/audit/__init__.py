"""Remembering who saw or did what. Reading another person's plan or health writes a row that they can see.

A row holds no words of anybody: who, whose, what kind of thing, when.
"""
