# from: valid/three-regions.ttl
# Invented: a description holds a telephone number

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

INSERT DATA { ex:remark dcterms:description "Call +00-000-0000-01 in the morning."@en }
