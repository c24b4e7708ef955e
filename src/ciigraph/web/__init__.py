"""Web pages, a JSON API and a SPARQL 1.1 Protocol endpoint on a graph; needs the extra ``web``."""
