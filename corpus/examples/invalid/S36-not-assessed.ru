# from: valid/complete.ttl
# Invented: nobody judges the conditions of one principle.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:complete ec:hasAssessment ex:assessment-outreach .
}
