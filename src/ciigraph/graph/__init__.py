"""From records to RDF: vocabulary, identifiers, statements, the store."""
