# from: valid/complete.ttl
# Invented: a tie is stated without a source

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE { ex:tie-chain dcterms:source ?value }
WHERE { ex:tie-chain dcterms:source ?value }
