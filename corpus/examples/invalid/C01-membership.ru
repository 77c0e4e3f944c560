# from: valid/complete.ttl
# Invented: a membership is stated without a source

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE { ex:membership-school dcterms:source ?value }
WHERE { ex:membership-school dcterms:source ?value }
