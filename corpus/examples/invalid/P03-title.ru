# from: valid/three-regions.ttl
# Invented: a title holds a telephone number

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

INSERT DATA { ex:remark dcterms:title "Invented page of +000 000 001"@en }
