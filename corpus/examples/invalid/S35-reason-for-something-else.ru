# from: valid/complete.ttl
# Invented: a principle is left out, and the only reason given is about designations.

PREFIX ec:   <https://w3id.org/educluster/ns#>
PREFIX ecr:  <https://w3id.org/educluster/id/>
PREFIX ex:   <https://example.org/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE DATA {
  ex:complete ec:declaresPrinciple ecr:principle-inheritance .
} ;

INSERT DATA {
  ex:complete ec:notApplicable ex:left-out .
  ex:left-out a ec:NotApplicable ; ec:onProperty ec:hasDesignation ; skos:note "No label is given in this country."@en .
}
