# from: valid/complete.ttl
# Invented: one of the nine principles is left out without a reason: orientation.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA {
  ex:complete ec:declaresPrinciple ecr:principle-orientation .
}
