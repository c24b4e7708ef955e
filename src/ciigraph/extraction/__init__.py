"""From units of text to mentions, entities and relations."""
