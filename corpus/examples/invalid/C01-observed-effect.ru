# from: valid/complete.ttl
# Invented: an observed effect is stated without a source

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE { ex:effect dcterms:source ?value }
WHERE { ex:effect dcterms:source ?value }
