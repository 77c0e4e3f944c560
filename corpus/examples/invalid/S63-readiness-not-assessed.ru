# from: valid/complete.ttl
# Invented: nobody judges how ready the members are to cooperate.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:complete ec:hasAssessment ex:assessment-readiness .
}
