"""The schedule: lessons, appointments and meetings of groups, and who was there.

Who sees what: a participant sees the meetings they are invited to and their own attendance, never who else is
invited. Begeleiders and regisseurs plan for the people of their own municipality.

Words used: a *meeting* is anything with a time and people, from a Dutch lesson to a telephone call; a *group*
is a class or activity group, whose members are invited when a meeting is planned for it; a *participation*
says that one person is invited to one meeting, and later whether they were there.
"""
