# from: valid/complete.ttl
# Invented: a target is stated without a source

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE { ex:target-lessons dcterms:source ?value }
WHERE { ex:target-lessons dcterms:source ?value }
