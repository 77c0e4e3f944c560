# from: valid/three-regions.ttl
# Invented: the declaration is made by a telephone number, in capitals

PREFIX ex:   <https://example.org/id/>
PREFIX prov: <http://www.w3.org/ns/prov#>

INSERT DATA { ex:declaration prov:wasAttributedTo <TEL:+000000001> }
