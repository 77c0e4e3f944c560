# from: valid/complete.ttl
# Invented: a website is stated without a source

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE { ex:website dcterms:source ?value }
WHERE { ex:website dcterms:source ?value }
