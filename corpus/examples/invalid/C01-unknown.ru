# from: valid/with-gaps.ttl
# Invented: nothing says where the unknown value was looked for

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE { ex:unknown-seat dcterms:source ?value }
WHERE { ex:unknown-seat dcterms:source ?value }
