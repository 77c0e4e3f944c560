# from: valid/complete.ttl
# Invented: one number is written with figures, the other is a word that is called a number

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA { ex:count-members ec:value 7 } ;

INSERT DATA {
  ex:effect ec:value 2.5 .
  ex:count-members ec:value "seven"^^xsd:integer .
}
