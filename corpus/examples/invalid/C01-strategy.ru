# from: valid/complete.ttl
# Invented: a strategy is stated without a source

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE { ex:strategy-business dcterms:source ?value }
WHERE { ex:strategy-business dcterms:source ?value }
