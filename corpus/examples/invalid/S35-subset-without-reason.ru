# from: valid/complete.ttl
# Invented: a principle is recorded as left out, but nobody says why.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA {
  ex:complete ec:declaresPrinciple ecr:principle-inheritance .
} ;

INSERT DATA {
  ex:complete ec:notApplicable ex:left-out .
  ex:left-out a ec:NotApplicable ; ec:onProperty ec:declaresPrinciple .
}
