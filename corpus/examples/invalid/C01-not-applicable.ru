# from: valid/with-gaps.ttl
# Invented: nothing says from where it is known that a property does not apply

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE { ex:not-applicable-website dcterms:source ?value }
WHERE { ex:not-applicable-website dcterms:source ?value }
