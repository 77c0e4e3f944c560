# from: valid/three-regions.ttl
# Invented: a label holds an e-mail address

PREFIX ex:   <https://example.org/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA { ex:remark rdfs:label "Invented desk, nobody@mail.example.org"@en }
