# from: valid/complete.ttl
# Invented: the criterion is only a piece of text.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:complete ec:hasAssessmentCriterion ex:criterion .
} ;

INSERT DATA {
  ex:complete ec:hasAssessmentCriterion "good work"@en .
}
