# from: valid/with-gaps.ttl
# Invented: nothing says why the property does not apply

PREFIX ex:   <https://example.org/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE { ex:not-applicable-website skos:note ?value }
WHERE { ex:not-applicable-website skos:note ?value }
