# from: valid/complete.ttl
# Invented: an innovative practice is stated without a source

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE { ex:practice dcterms:source ?value }
WHERE { ex:practice dcterms:source ?value }
