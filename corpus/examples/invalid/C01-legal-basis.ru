# from: valid/complete.ttl
# Invented: a legal basis is stated without a source

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE { ex:rules dcterms:source ?value }
WHERE { ex:rules dcterms:source ?value }
