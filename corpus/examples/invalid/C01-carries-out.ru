# from: valid/complete.ttl
# Invented: an activity is stated without a source

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE { ex:activity-lessons dcterms:source ?value }
WHERE { ex:activity-lessons dcterms:source ?value }
