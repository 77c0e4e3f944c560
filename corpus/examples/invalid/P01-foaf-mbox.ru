# from: valid/three-regions.ttl
# Invented: the declaration has an e-mail address

PREFIX ex:   <https://example.org/id/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>

INSERT DATA { ex:declaration foaf:mbox <mailto:nobody@example.org> }
