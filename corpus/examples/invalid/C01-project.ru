# from: valid/complete.ttl
# Invented: a project is stated without a source

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE { ex:project dcterms:source ?value }
WHERE { ex:project dcterms:source ?value }
