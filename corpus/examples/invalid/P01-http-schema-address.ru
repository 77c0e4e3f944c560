# from: valid/three-regions.ttl
# Invented: the declaration has a postal address

PREFIX ex:     <https://example.org/id/>
PREFIX schema: <http://schema.org/>

INSERT DATA { ex:declaration schema:address "1 Invented street" }
