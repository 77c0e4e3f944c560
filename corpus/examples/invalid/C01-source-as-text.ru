# from: valid/complete.ttl
# Invented: the source of a project is a piece of text

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE { ex:project dcterms:source ?source }
INSERT { ex:project dcterms:source "report for 2025" }
WHERE { ex:project dcterms:source ?source }
