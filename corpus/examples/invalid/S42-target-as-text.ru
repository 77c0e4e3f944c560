# from: valid/complete.ttl
# Invented: the target of the review of lessons is only a piece of text.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:activity-lessons ec:hasTarget ex:target-lessons .
} ;

INSERT DATA {
  ex:activity-lessons ec:hasTarget "better lessons"@en .
}
