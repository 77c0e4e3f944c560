# from: valid/complete.ttl
# Invented: nobody judged whether resources and ties are enough.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:complete ec:hasAssessment ex:assessment-resources .
}
