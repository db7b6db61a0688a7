"""The only scripts the program runs in a browser. The server allows each by its hash.

A script must be constant: nothing of a reader's input or of the data may enter it.
"""

from clairviz.i18n import languages

# What a screen reader and the browser's translation go by.
LANGUAGE_SCRIPTS = {lang: f'document.documentElement.lang="{lang}"' for lang in languages()}

CONSTANT_SCRIPTS = tuple(LANGUAGE_SCRIPTS.values())
