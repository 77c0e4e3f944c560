# from: valid/complete.ttl
# Invented: a strategy is dated in words

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>
PREFIX xsd:     <http://www.w3.org/2001/XMLSchema#>

DELETE DATA { ex:strategy-region dcterms:date "2019-03-15"^^xsd:date } ;

INSERT DATA { ex:strategy-region dcterms:date "15 March 2019" }
