# from: valid/complete.ttl
# Invented: an information means is stated without a source

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE { ex:portal dcterms:source ?value }
WHERE { ex:portal dcterms:source ?value }
