"""What each step of a build depends on: code and data whose change means that the step is done again."""

from __future__ import annotations

from ciigraph.inquiry.derivation import QUERIES

#: What a reading depends on besides the document.
READING_CODE = (
    "records.py",
    "codebook.py",
    "codebook_parts.py",
    "countries.py",
    "documents",
    "data/codebook.yaml",
    "data/countries.yaml",
)
#: What is found in a document depends on this, its reading and the model …
EXTRACTING_CODE = (
    "extraction",
    "data/entities",
    "data/mentions.yaml",
    "data/person-names.txt",
    "data/relations.yaml",
)
#: … and what its graph says, and is concluded from it, on this too.
WRITING_CODE = ("corpus.py", "decisions", "graph", "ontology", "data/codebook.yaml", "data/sources.yaml")
DERIVING_CODE = (
    "inquiry/derivation.py",
    "inquiry/queries.py",
    "inquiry/audit",
    "data/audit",
    "data/entities",
    *(f"queries/{name}.rq" for name in QUERIES),
)
