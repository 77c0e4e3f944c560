# from: valid/three-regions.ttl
# Invented: the declaration has an e-mail address

PREFIX ex:     <https://example.org/id/>
PREFIX schema: <http://schema.org/>

INSERT DATA { ex:declaration schema:email "nobody@example.org" }
