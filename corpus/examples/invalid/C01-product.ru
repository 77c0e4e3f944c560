# from: valid/complete.ttl
# Invented: a product is stated without a source

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE { ex:product dcterms:source ?value }
WHERE { ex:product dcterms:source ?value }
