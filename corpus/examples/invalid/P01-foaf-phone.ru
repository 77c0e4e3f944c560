# from: valid/three-regions.ttl
# Invented: the declaration has a telephone number

PREFIX ex:   <https://example.org/id/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>

INSERT DATA { ex:declaration foaf:phone <tel:+000000001> }
