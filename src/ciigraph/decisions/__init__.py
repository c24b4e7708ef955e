"""What people decided on entities: which are one, which are not, which item of Wikidata they are; and its effect."""
