"""Linking to the world: which item of Wikidata an entity is; and which entity of the graph a user's word means."""
