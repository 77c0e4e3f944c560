# from: valid/complete.ttl
# Invented: an interest is stated without a source

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE { ex:interest-school dcterms:source ?value }
WHERE { ex:interest-school dcterms:source ?value }
