# from: valid/three-regions.ttl
# Invented: a preferred label holds a telephone number

PREFIX ex:   <https://example.org/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { ex:remark skos:prefLabel "Invented desk, tel. +00 (000) 000-00-01"@en }
