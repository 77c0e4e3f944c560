# from: valid/three-regions.ttl
# Invented: the declaration is made by an e-mail address

PREFIX ex:   <https://example.org/id/>
PREFIX prov: <http://www.w3.org/ns/prov#>

INSERT DATA { ex:declaration prov:wasAttributedTo <mailto:nobody@example.org> }
