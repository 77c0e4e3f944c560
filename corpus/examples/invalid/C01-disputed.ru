# from: valid/with-gaps.ttl
# Invented: one of the sources of a disputed value is a piece of text

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

INSERT DATA { ex:disputed-start dcterms:source "a newspaper" }
