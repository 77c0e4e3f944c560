# from: valid/complete.ttl
# Invented: a governance body is stated without a source

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE { ex:council dcterms:source ?value }
WHERE { ex:council dcterms:source ?value }
