# from: valid/complete.ttl
# Invented: a count is stated without a source

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE { ex:count-members dcterms:source ?value }
WHERE { ex:count-members dcterms:source ?value }
