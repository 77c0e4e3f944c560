# from: valid/complete.ttl
# Invented: a formation stage occurrence is stated without a source

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE { ex:formation-1 dcterms:source ?value }
WHERE { ex:formation-1 dcterms:source ?value }
