# from: valid/complete.ttl
# Invented: a management mechanism is stated without a source

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE { ex:mechanism dcterms:source ?value }
WHERE { ex:mechanism dcterms:source ?value }
