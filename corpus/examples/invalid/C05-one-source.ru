# from: valid/with-gaps.ttl
# Invented: a dispute with one source

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE DATA { ex:disputed-start dcterms:source <https://example.org/source/newspaper> }
