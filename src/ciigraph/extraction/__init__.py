"""From units of text to mentions, entities and relations."""

#: The pretrained spaCy model that a build uses where the user names none.
DEFAULT_MODEL = "en_core_web_sm"
