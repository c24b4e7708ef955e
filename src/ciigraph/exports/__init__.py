"""The graph in the formats of other programs: RDF dumps, tables, network files, FollowTheMoney."""
