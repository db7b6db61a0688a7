"""Figures made of HTML, whose marks are links: reached by key, read aloud, printed as they are.

A figure here is a pure function from counts and an ``Address`` to markup. Its look stands in
figures.css beside, in units of its own letters, so that the same figure serves a page, a
projector and paper. See docs/decisions/0006-figures-of-html.md.
"""
