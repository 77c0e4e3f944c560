# from: valid/three-regions.ttl
# Invented: the declaration has a telephone number

PREFIX ex:     <https://example.org/id/>
PREFIX schema: <http://schema.org/>

INSERT DATA { ex:declaration schema:telephone "+000000001" }
