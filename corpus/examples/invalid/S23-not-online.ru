# from: valid/complete.ttl
# Invented: the notices come by post.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA {
  ex:complete ec:hasStageOccurrence ex:stage-development .
  ex:stage-emergence ec:endedOn "2019-08-31"^^xsd:date .
  ex:notification ec:notifiesOnline true .
} ;

INSERT DATA {
  ex:notification ec:notifiesOnline false .
}
