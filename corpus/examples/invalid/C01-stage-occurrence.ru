# from: valid/complete.ttl
# Invented: a stage occurrence is stated without a source

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE { ex:stage-emergence dcterms:source ?value }
WHERE { ex:stage-emergence dcterms:source ?value }
