# from: valid/three-regions.ttl
# Invented: a note holds an e-mail address

PREFIX ex:   <https://example.org/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { ex:remark skos:note "Write to nobody@example.org."@en }
