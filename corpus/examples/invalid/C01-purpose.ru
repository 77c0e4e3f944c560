# from: valid/complete.ttl
# Invented: a purpose is stated without a source

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE { ex:purpose dcterms:source ?value }
WHERE { ex:purpose dcterms:source ?value }
