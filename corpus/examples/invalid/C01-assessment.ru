# from: valid/complete.ttl
# Invented: an assessment is stated without a source

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE { ex:assessment-voice dcterms:source ?value }
WHERE { ex:assessment-voice dcterms:source ?value }
